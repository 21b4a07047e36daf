/**
 * What draws, replays and asks about a run, behind one door: it is fetched on first use, in one piece, and never while
 * somebody only reads.
 */
import interactive from '../timeline/interactive/interactive.css?inline';
import predict from '../timeline/predict/predict.css?inline';

export { mountTimeline } from '../timeline/interactive/mount.ts';
export { mountPredict } from '../timeline/predict/mount.ts';
export { makeQuestion, makeValuesQuestion } from '../timeline/predict/question.ts';
export { derive } from '../trace/derive.ts';

// The timeline's rules go on from those it is drawn with, and stand in their layer.
for (const css of [`@layer timeline{${interactive}}`, predict]) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
