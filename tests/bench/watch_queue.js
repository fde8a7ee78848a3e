// Writes down, for each order's number, when its first card had been painted: Unix time, in
// milliseconds.
const painted = window.paintedAt = {};
const look = () => {
    for (const { dataset } of document.querySelectorAll('[data-testid=kitchen-item]')) {
        if (dataset.number in painted) continue;
        painted[dataset.number] = null;
        window.oncePainted(() => { painted[dataset.number] = Date.now(); });
    }
};
new MutationObserver(look).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ['data-number'],
});
