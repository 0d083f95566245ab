// What arrives of a withdrawal, said while its amount is typed. The page that confirms it says the same without this.
(() => {
  "use strict";
  const form = document.querySelector("[data-withdraw]");
  if (!form) return;
  const line = form.querySelector("[data-arrives]");
  const digits = Object.fromEntries(form.dataset.digits.trim().split(" ").map((one) => one.split(":")));
  const [whole, part = ""] = form.dataset.fee.split(".");
  const percent = BigInt(whole + part), scale = 100n * 10n ** BigInt(part.length);

  const minorOf = (text, many) => {
    const found = /^(\d+)(?:\.(\d+))?$/.exec(text.trim());
    if (!found || (found[2] || "").length > many) return null;
    return BigInt(found[1] + (found[2] || "").padEnd(many, "0"));
  };

  const say = () => {
    const currency = form.elements.currency.value, many = Number(digits[currency] || 0);
    const minor = minorOf(form.elements.amount.value, many);
    line.hidden = minor === null;
    if (minor === null) return;
    // Half up, as the fee is rounded.
    const arrives = minor - (2n * minor * percent + scale) / (2n * scale);
    const text = String(arrives).padStart(many + 1, "0");
    const shown = many ? `${text.slice(0, -many)}.${text.slice(-many)}` : text;
    line.querySelector("b").textContent = `${shown} ${currency}`;
  };

  form.addEventListener("input", say);
  say();
})();
