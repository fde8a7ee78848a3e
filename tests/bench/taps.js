// Taps tiles, one after the other and not in step with the screen; answers with the milliseconds
// each took until it was painted.
const [products, done] = arguments;
const pause = milliseconds => new Promise(then => setTimeout(then, milliseconds));
const tap = async product => {
    const tile = document.querySelector(`[data-testid='product-${product}']`);
    tile.scrollIntoView({ block: 'nearest' });
    await pause(100 + Math.random() * 50);
    const begun = performance.now();
    tile.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    tile.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    tile.click();
    await new Promise(window.oncePainted);
    return performance.now() - begun;
};
(async () => {
    const taken = [];
    for (const product of products) taken.push(await tap(product));
    done(taken);
})();
