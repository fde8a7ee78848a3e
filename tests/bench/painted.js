// Calls back once the page as it stands now has been painted: a frame's callbacks run before it
// is painted, and a message sent from one of them is delivered after it.
window.oncePainted = then => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
});
