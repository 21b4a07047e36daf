/** Turns the panels of `Tabs.astro` into tabs (WAI-ARIA Authoring Practices, tabs with automatic activation). */
class Tabs extends HTMLElement {
  connectedCallback() {
    if (this.querySelector('[role=tablist]')) return;
    const panels = [...this.querySelectorAll<HTMLElement>(':scope > .tabs-panel')];
    const list = document.createElement('div');
    list.className = 'tabs-list';
    list.setAttribute('role', 'tablist');
    list.ariaLabel = this.dataset['label'] ?? '';
    const base = `tabs-${[...document.querySelectorAll('interleave-tabs')].indexOf(this)}`;
    const tabs = panels.map((panel, index) => {
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.id = `${base}-${index}`;
      tab.textContent = panel.dataset['label'] ?? '';
      tab.setAttribute('role', 'tab');
      panel.id = `${base}-${index}-panel`;
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', tab.id);
      tab.setAttribute('aria-controls', panel.id);
      tab.addEventListener('click', () => show(index));
      return tab;
    });
    const show = (chosen: number) => {
      for (const [index, tab] of tabs.entries()) {
        tab.setAttribute('aria-selected', String(index === chosen));
        tab.tabIndex = index === chosen ? 0 : -1;
        panels[index]?.toggleAttribute('hidden', index !== chosen);
      }
    };
    list.addEventListener('keydown', (event) => {
      const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
      const last = tabs.length - 1;
      const to = {
        ArrowRight: at === last ? 0 : at + 1,
        ArrowLeft: at === 0 ? last : at - 1,
        Home: 0,
        End: last,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      show(to);
      tabs[to]?.focus();
    });
    list.append(...tabs);
    this.prepend(list);
    show(0);
  }
}

customElements.define('interleave-tabs', Tabs);
