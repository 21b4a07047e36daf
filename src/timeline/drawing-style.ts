/** How the classes of a drawing look: the part of `timeline.css` that a drawing needs when it leaves the page. */

/** The rules, with colours as `colour` gives them for names such as `run`. The stylesheet holds the same ones; a test compares them. */
export function drawingStyle(colour: (name: string) => string): string {
  return rules.replace(/\$([a-z-]+)/g, (_, name: string) => colour(name));
}

const rules = `
.tl-svg text { fill: $soft; }
.tl-svg line { stroke-width: 1px; }
.tl-name text, .tl-on-tint text, .tl-beside text, .tl-across text, .tl-mark text { fill: $ink; }
.tl-more text { font-style: italic; }
.tl-on-solid text { fill: $on-run; }
.tl-across rect { fill: $ground; }
.tl-end text { fill: $ink; font-weight: 650; }
.tl-number text { fill: $on-mark; font-weight: 650; }
.tl-trouble text { fill: $error; font-weight: 600; }
.tl-grid line { stroke: $grid; }
.tl-grid-end line { stroke: $idle; }
.tl-idle line { stroke: $idle; stroke-dasharray: 1 4; }
.tl-hatch { fill: none; stroke: $hatch; stroke-width: 2px; }
.tl-density rect { fill: $density; }
.tl-stroke { fill: none; stroke: currentcolor; stroke-width: 2px; }
.tl-task rect, .tl-running rect { fill: $run; }
.tl-microtask rect { fill: $micro; }
.tl-queued rect { fill: $micro-fill; stroke: $micro; }
.tl-waiting { fill: none; stroke: $wait; stroke-width: 1.5px; }
.tl-paused line { stroke: $wait; stroke-width: 1.5px; stroke-dasharray: 2 3; }
.tl-pending line { stroke: $timer; stroke-width: 1.5px; stroke-dasharray: 5 3; }
.tl-sent line, .tl-answered line, .tl-message line { stroke: $net; stroke-width: 1.5px; }
.tl-listening line { stroke: $soft; stroke-width: 1px; stroke-dasharray: 1 3; }
.tl-started rect { fill: $net-fill; stroke: $net; }
.tl-abandoned rect:not([fill]) { fill: none; stroke: $net; stroke-dasharray: 3 2; }
.tl-link line { stroke: $ink; }
.tl-link use, .tl-link path { fill: $ink; }
.tl-sign.tl-in-call { transform: translateX(1.5px); }
.tl-sign, .tl-open { fill: $run; color: $run; }
.tl-sign.tl-in-timers, .tl-open.tl-in-timers, .tl-sign.tl-warning { fill: $timer; color: $timer; }
.tl-sign.tl-in-server, .tl-open.tl-in-server, .tl-sign.tl-in-messages, .tl-open.tl-in-messages { fill: $net; color: $net; }
.tl-sign.tl-failed, .tl-sign.tl-error { fill: $error; color: $error; }
.tl-marks line { stroke: $mark; stroke-dasharray: 3 3; }
.tl-marks circle { fill: $mark; }
.tl-troubles line { stroke: $error; stroke-width: 1.5px; }
.tl-troubles circle { fill: none; stroke: $error; stroke-width: 2px; }
.tl-troubles use { fill: $error; }
.tl-bang { fill: none; stroke: $ground; stroke-width: 2px; }
`.trim();
