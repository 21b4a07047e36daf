/** The broker's script as it stands in the page. */
import { assemble } from '../engine/assemble.ts';
import { startBroker } from './broker.ts';
import { cage, loadCompiler, loadRuntime, loadTeamRuntime, loadTestRuntime } from './parts.ts';

startBroker(window, { cage, loadRuntime, loadTestRuntime, loadTeamRuntime, loadCompiler, assemble });
