/** Compiles nothing: the source is the program. What follows `!` is the problem it is refused for; `?` never returns. */
import type { Program } from '../../../src/engine/protocol.ts';

const nothing = { imports: [], bindings: {}, exports: {}, async: false, sites: [], insertions: [] };

addEventListener('message', ({ ports: [port] }) => {
  if (!port) return;
  port.onmessage = ({ data }) => {
    const { entry, files } = data.program as Program;
    const code = files[entry] ?? '';
    if (code.startsWith('?')) for (;;);
    const result = code.startsWith('!')
      ? { ok: false, problems: [{ file: entry, line: 0, column: 1, message: code.slice(1) }] }
      : {
          ok: true,
          program: {
            entry,
            workers: false,
            modules: [{ ...nothing, name: entry, code }],
          },
        };
    port.postMessage({ job: data.job, result });
  };
  port.postMessage({ ready: true });
});
