/** Dresses the global object for programs: everything in its order, each part on top of those before it. */
import type { ServerLocks } from '../tests/servers.ts';
import { installAborts } from './abort.ts';
import { removeCapabilities } from './capabilities.ts';
import { installChance } from './chance.ts';
import { installConsole } from './console.ts';
import type { Core } from './core.ts';
import { describeError } from './errors.ts';
import { type Events, installEvents } from './events.ts';
import { installFrames } from './frames.ts';
import type { Realm } from './kernel.ts';
import { installMarks } from './marks.ts';
import { installMessages, type Messages } from './messages.ts';
import { installNatives } from './natives.ts';
import { installNetwork } from './network.ts';
import { installProcess } from './node-process.ts';
import { list } from './primordials.ts';
import { installReactions } from './reactions.ts';
import { installScheduler } from './scheduler.ts';
import type { Frame, Stacks } from './stacks.ts';
import { installTime } from './time.ts';
import { installTimers } from './timers.ts';
import { installErrorEvents, installReportError } from './uncaught.ts';

export interface Dressed {
  events: Events;
  messages: Messages;
  /** Absent by a page's rules. */
  process: ReturnType<typeof installProcess> | undefined;
}

/** `locks` are those of an exercise. */
export function dress(core: Core, realm: Realm, { framesOf }: Stacks, locks?: ServerLocks): Dressed {
  const { flavour, isWorker } = realm;

  function frameTexts(error: object): string[] {
    const texts = list<string>();
    const frames = framesOf(error, describeError(error).text);
    for (let index = 0; index < frames.length; index++) {
      const { file, line, column } = frames[index] as Frame;
      texts[index] = `${file}:${line + 1}:${column + 1}`;
    }
    return texts;
  }

  removeCapabilities(realm);
  if (flavour === 'browser' || isWorker) installErrorEvents(realm);
  const events = installEvents(core, realm);
  installReactions(core, realm);
  const quota = installTimers(core, realm);
  installTime(core, realm);
  installChance(core, realm);
  installAborts(core, realm, events);
  const messages = installMessages(core, realm, events);
  installNatives(core, realm);
  if (flavour === 'browser') {
    installScheduler(core, realm, events, quota);
    installFrames(core, realm, quota);
    installReportError(core, realm);
  }
  const process = flavour === 'node' ? installProcess(core, realm) : undefined;
  installNetwork(core, realm, locks);
  installConsole(core, realm, { frames: frameTexts });
  installMarks(core, realm);
  return { events, messages, process };
}
