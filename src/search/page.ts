/** Connects the page `/search/`: the query stands in its address, so that a search can be linked to and come back to. */
import { base } from '../offline/settings.ts';
import { mountSearchBox } from './search-box.ts';
import './search.css';

const root = document.getElementById('search-page');
if (root) {
  const { input, look } = mountSearchBox(root, base, (query) => {
    const address = new URL(location.href);
    address.searchParams.set('q', query);
    history.replaceState(history.state, '', address);
  });
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) look(asked);
  input.focus();
}
