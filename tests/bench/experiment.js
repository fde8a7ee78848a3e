const [products, done] = arguments;
const pause = milliseconds => new Promise(then => setTimeout(then, milliseconds));
const r = x => Math.round(x * 10) / 10;
const trace = async (act) => {
    await pause(220 + Math.random() * 50);
    const log = [];
    const begun = performance.now();
    act();
    for (let j = 0; j < 8; j++) await Promise.resolve();
    log.push('js' + r(performance.now() - begun));
    const f = () => { const t = performance.now() - begun; if (t < 90) { log.push('F' + r(t)); requestAnimationFrame(f); } };
    requestAnimationFrame(f);
    let last = performance.now();
    await new Promise(then => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { const now = performance.now(); if (now - last > 2) log.push('gap' + r(last - begun) + '-' + r(now - begun)); last = now; if (now - begun < 90) port2.postMessage(null); else then(); };
    port2.postMessage(null); });
    return log.join(' ');
};
(async () => {
  const out = [];
  const T = p => document.querySelector(`[data-testid='product-${p}']`);
  for (let k = 0; k < 6; k++) out.push('new ' + await trace(() => T(products[k]).click()));
  for (let k = 0; k < 5; k++) out.push('again ' + await trace(() => T(products[k]).click()));
  done(out);
})();
