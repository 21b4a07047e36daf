import assert from 'node:assert/strict';
import type { ProbeCall } from './record-probes.ts';

interface State {
  suspended: boolean;
  over: boolean;
}

/**
 * Do the recorded probes tell a story that can be true? Every call begins once, is suspended before it resumes, and
 * does nothing after it is over.
 */
export function checkCalls(calls: readonly ProbeCall[]): void {
  const states = new Map<number, State>();
  for (const { probe, call, site, detail } of calls) {
    if (call === undefined) continue;
    const what = `${probe} ${call} ${site ?? ''} ${detail ?? ''}`;
    if (probe === 'enter') {
      assert.ok(!states.has(call), `${what}: it has begun already`);
      states.set(call, { suspended: false, over: false });
      continue;
    }
    const state = states.get(call);
    assert.ok(state, `${what}: it has not begun`);
    assert.ok(!state.over, `${what}: it is over`);
    switch (probe) {
      case 'suspend':
        assert.ok(!state.suspended, `${what}: it is suspended already`);
        state.suspended = true;
        break;
      case 'resume':
        assert.ok(state.suspended, `${what}: it is running`);
        state.suspended = false;
        break;
      case 'reenter':
      case 'fail':
        state.suspended = false;
        break;
      case 'exit':
        assert.ok(!state.suspended, `${what}: it is suspended`);
        break;
      case 'leave':
        state.over = true;
        break;
    }
  }
}
