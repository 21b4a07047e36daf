/** What the type-checker knows of one example that is being written: its texts, its errors, and answers about places in it. */
import type { TypeService } from '../../../typecheck/client.ts';
import type { FileProblem, ProgramKind } from '../../../typecheck/example-service.ts';
import type { Files } from '../../kept-edits.ts';

/** The questions about one place, without the example they are about. */
type Asked = 'hover' | 'complete' | 'describe' | 'signature' | 'define' | 'format';
type Rest<T> = T extends [example: string, ...rest: infer R] ? R : never;

export interface TypeSession {
  readonly problems: readonly FileProblem[];
  readonly files: Readonly<Files>;
  /** One file has another text now. */
  write(file: string, text: string): void;
  /** Asks about the text as it is now. A question that fails has no answer. */
  ask<Method extends Asked>(
    method: Method,
    ...args: Rest<Parameters<TypeService[Method]>>
  ): Promise<Awaited<ReturnType<TypeService[Method]>> | undefined>;
  /** Looks for errors now. */
  check(): Promise<void>;
}

export interface SessionOptions {
  service: TypeService;
  /** A name for the example that no other has on this page. */
  example: string;
  kind: ProgramKind;
  files: Files;
  onProblems(problems: readonly FileProblem[]): void;
}

/** How long after a key errors are looked for, in ms. */
const checkDelay = 60;

export function createTypeSession(options: SessionOptions): TypeSession {
  const { service, example, kind, onProblems } = options;
  const files = { ...options.files };
  let problems: readonly FileProblem[] = [];
  let writings = 0;
  let checking: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  let sent = -1;
  /** Messages arrive in order, so a question asked after this is about this text. */
  function send() {
    if (sent === writings) return;
    sent = writings;
    service.write(example, kind, files).catch(() => {});
  }

  async function lookUntilStill() {
    for (let seen = -1; seen !== writings; ) {
      seen = writings;
      send();
      const found = await service.problems(example).catch(() => undefined);
      if (!found || seen !== writings) continue;
      problems = found;
      onProblems(found);
    }
  }

  function check(): Promise<void> {
    clearTimeout(timer);
    checking ??= lookUntilStill().finally(() => {
      checking = undefined;
    });
    return checking;
  }

  return {
    get problems() {
      return problems;
    },
    files,
    write(file, text) {
      if (files[file] === text) return;
      files[file] = text;
      writings++;
      clearTimeout(timer);
      timer = setTimeout(() => void check(), checkDelay);
    },
    async ask(method, ...args) {
      send();
      const call = service[method] as (...given: unknown[]) => Promise<never>;
      return call(example, ...args).catch(() => undefined);
    },
    check,
  };
}
