// Calls back once the page as it stands now has been painted: a frame's callbacks run before it
// is painted, and a timer set in one of them fires after it. (A message to oneself takes the way
// through another process, and comes when it may.)
window.oncePainted = then => requestAnimationFrame(() => setTimeout(then, 0));
