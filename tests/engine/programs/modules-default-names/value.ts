export default await Promise.resolve('awaited');
