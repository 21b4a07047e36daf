import { choices, keyOf } from './appearance.ts';

/**
 * Runs before anything is drawn, so that no page flashes. Its hash stands in the page's content security policy, hence a
 * constant text.
 */
export const appearanceScript = `try{var c=${JSON.stringify(
  Object.fromEntries(choices.map(({ name, values }) => [name, values.slice(1).map(([value]) => value)])),
)};for(var n in c){var v=localStorage.getItem('${keyOf('')}'+n);if(c[n].includes(v))document.documentElement.dataset[n]=v}if(localStorage.getItem('${keyOf('fonts')}')==='own'){document.documentElement.dataset.fonts='own';for(var l of document.querySelectorAll('link[media="not all"]'))l.media='all'}}catch{}`;
