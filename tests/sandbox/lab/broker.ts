import { startBroker } from '../../../src/sandbox/broker.ts';
import {
  cage,
  loadCompiler,
  loadRuntime,
  loadTeamRuntime,
  loadTestRuntime,
} from '../../../src/sandbox/parts.ts';

startBroker(window, {
  cage,
  loadRuntime,
  loadTestRuntime,
  loadTeamRuntime,
  loadCompiler,
  assemble: (runtime, program) => `const PROGRAM = ${program.modules[0]?.code};\n${runtime}`,
});
