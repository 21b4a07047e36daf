/** The elements that the panels of a live example are made of. */

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  return made;
}

export function button(label: string, act: () => void): HTMLButtonElement {
  const made = make('button', 'button-quiet');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}
