// Checks a certificate as core/attestation.py and documents/certificate.py do: a test compares the two over many changes.
"use strict";
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);

  // What Python takes for blank; JavaScript's own trim() differs.
  const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const AROUND = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");
  const BETWEEN = new RegExp(`[${BLANK}]+`);
  const TO_ESCAPE = /[|%\x00-\x1f\x7f]/g;
  // 64 bytes in base64: the last letter has four spare bits, which must be 0, else there were several spellings.
  const SIGNATURE = /^[A-Za-z0-9_-]{85}[AQgw]$/;
  const KEY = /^[0-9a-f]{16}$/;
  const BORN = /^(?:(?:(?:[0-9]{2}\/)?[0-9]{2}\/)?[0-9]{4})?$/;
  const FIELDS = ["issuer", "number", "name", "born", "programme", "className", "firstDay", "lastDay", "issuedOn", "key"];

  const verdict = (code, number = "", more = {}) =>
    ({ code, valid: code === "valid_on_page" || code === "valid_elsewhere", number, statement: null, facts: {}, ...more });

  const strip = (text) => text.replace(AROUND, "");

  function escaped(text) {
    const clean = text.normalize("NFC").split(BETWEEN).filter((word) => word !== "").join(" ");
    return clean.replace(TO_ESCAPE, (sign) => "%" + sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0"));
  }

  const unescaped = (text) => text.replace(/%([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

  function isDay(text) {
    const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    if (!parts) return false;
    const [year, month, day] = parts.slice(1).map(Number);
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const longest = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    return year > 0 && month > 0 && month < 13 && day > 0 && day <= longest[month - 1];
  }

  function bytesOf(base64) {
    const read = atob(base64.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(read, (letter) => letter.charCodeAt(0));
  }

  // The statement taken apart, or the code that says why it is none.
  function readStatement(text) {
    const line = strip(text);
    if ([...line].length > facts.longest || !/^KG[0-9]+\|/.test(line)) return { code: "not_a_statement" };
    const fields = line.split("|");
    if (fields[0] !== "KG1") return { code: "unknown_version" };
    if (fields.length !== FIELDS.length + 2) return { code: "not_a_statement" };
    const wrong = { code: "not_as_written" };
    const alone = /[\uD800-\uDFFF]/u; // half of a sign, which has no bytes
    const signature = fields[fields.length - 1];
    if (alone.test(line) || !SIGNATURE.test(signature)) return wrong;
    const statement = {};
    for (const [place, name] of FIELDS.entries()) {
      const written = fields[place + 1];
      statement[name] = unescaped(written);
      const exact = name.endsWith("Day") || name === "issuedOn" ? isDay(written) : escaped(statement[name]) === written;
      if (!exact) return wrong;
    }
    if (!statement.number || !statement.name || !KEY.test(statement.key) || !BORN.test(statement.born)) return wrong;
    return { statement, signed: line.slice(0, line.lastIndexOf("|")), signature: bytesOf(signature + "==") };
  }

  class CannotCheck extends Error {}

  async function isSigned(said, signature, key) {
    const subtle = window.crypto && window.crypto.subtle;
    if (!subtle) throw new CannotCheck();
    try {
      const known = await subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
      return await subtle.verify({ name: "Ed25519" }, known, signature, said);
    } catch {
      // This browser does not know Ed25519 yet.
      if (!window.nobleEd25519) throw new CannotCheck();
      return window.nobleEd25519.verifyAsync(signature, said, key, { zip215: false });
    }
  }

  const keyOf = (statement) => facts.keys[statement.key] || facts.otherKeys[statement.key];

  async function checkStatement(text) {
    if (strip(text) === "") return verdict("nothing");
    const read = readStatement(text);
    if (read.code) return verdict(read.code);
    const { statement, signed, signature } = read;
    const key = keyOf(statement);
    if (!key) return verdict("unknown_key", statement.number, { facts: { key: statement.key } });
    if (!(await isSigned(new TextEncoder().encode(signed), signature, bytesOf(key)))) {
      return verdict("wrong_signature", statement.number);
    }
    const prefix = statement.number.slice(0, Math.max(0, statement.number.lastIndexOf("/")));
    const book = facts.books.find((each) => each.issuer === statement.issuer && each.prefix === prefix);
    // Another office's key is trusted for its own books, never for those of this office.
    if (!facts.keys[statement.key]) {
      return book ? verdict("not_in_register", statement.number) : verdict("valid_elsewhere", statement.number, { statement });
    }
    const on = book && book.revoked[statement.number];
    if (on) return verdict("revoked_on_page", statement.number, { facts: { on } });
    return verdict("valid_on_page", statement.number, { statement, facts: { on: facts.madeOn } });
  }

  const ascii = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const OPENS = ascii("\n%KG-STATEMENT ");
  const CLOSES = ascii("\n%KG-SEAL ");
  const PDF_MARK = ascii("%PDF-");

  function standsAt(data, place, wanted) {
    let at = 0;
    while (at < wanted.length && data[place + at] === wanted[at]) at += 1;
    return at === wanted.length;
  }

  function lastPlace(data, wanted) {
    let place = data.length - wanted.length;
    while (place >= 0 && !standsAt(data, place, wanted)) place -= 1;
    return place;
  }

  // The seal of a file, or null when there is none in the one spelling the program writes.
  function readSeal(data) {
    const closes = lastPlace(data, CLOSES);
    if (closes < 0) return null;
    const body = data.subarray(0, closes);
    const opens = lastPlace(body, OPENS);
    const end = data.subarray(closes + CLOSES.length);
    if (opens < 0 || end.length !== 87 || end[86] !== 10) return null;
    const signature = String.fromCharCode(...end.subarray(0, 86));
    if (!SIGNATURE.test(signature)) return null;
    try {
      const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
      const text = decoder.decode(body.subarray(opens + OPENS.length));
      return { body, text, signature: bytesOf(signature + "==") };
    } catch {
      return null;
    }
  }

  async function checkPdf(data) {
    const sealed = readSeal(data);
    if (!sealed) return verdict("file_without_seal");
    const read = readStatement(sealed.text);
    if (read.code) return verdict("file_changed");
    const key = keyOf(read.statement);
    if (key && !(await isSigned(sealed.body, sealed.signature, bytesOf(key)))) {
      return verdict("file_changed", read.statement.number);
    }
    return checkStatement(sealed.text);
  }

  async function checkBytes(data) {
    if (data.length > facts.largest) return verdict("file_too_large");
    if (standsAt(data, 0, PDF_MARK)) return checkPdf(data);
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(data);
    } catch {
      return verdict("file_unreadable");
    }
    return checkStatement(text);
  }

  const orSay = (check) => async (given) => {
    try {
      return await check(given);
    } catch (error) {
      if (error instanceof CannotCheck) return verdict("cannot_check");
      throw error;
    }
  };
  const checkText = orSay(checkStatement);
  const checkFile = orSay(checkBytes);

  // The page.
  const byId = (id) => document.getElementById(id);
  const day = (text) => text.split("-").reverse().join("/");

  function said(code, language, more) {
    const filled = { ...more, on: more.on ? day(more.on) : "" };
    return facts.findings[code][language].replace(/%\((\w+)\)s/g, (_, name) => filled[name]);
  }

  function element(tag, text, more = {}) {
    return Object.assign(document.createElement(tag), { textContent: text, ...more });
  }

  function show(found) {
    const box = byId("found");
    const [title, english] = found.valid ? ["hợp lệ", "Valid."] : ["Không hợp lệ", "Not valid."];
    const heading = element("h2", found.valid ? `Chứng nhận ${found.number} ${title}` : [title, found.number].filter(Boolean).join(": "));
    const reason = element("p", said(found.code, "vi", found.facts));
    const translated = said(found.code, "en", found.facts);
    const second = element("p", [english, translated].filter((text) => text !== reason.textContent).join(" "), {
      className: "second",
      lang: "en",
    });
    box.className = found.valid ? "found good" : "found bad";
    box.textContent = "";
    box.append(heading, reason, second);
    if (found.statement) box.append(list(found.statement));
    box.hidden = false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  }

  function list(statement) {
    const rows = [
      ["Số vào sổ", "Number", statement.number],
      ["Họ và tên", "Name", statement.name],
      ["Ngày sinh", "Born", statement.born || "–"],
      ["Chương trình", "Programme", statement.programme],
      ["Lớp", "Class", statement.className],
      ["Thời gian", "Days", `${day(statement.firstDay)} – ${day(statement.lastDay)}`],
      ["Nơi cấp", "Issued by", statement.issuer],
      ["Ngày cấp", "Issued on", day(statement.issuedOn)],
    ];
    const made = document.createElement("dl");
    for (const [name, english, value] of rows) {
      const term = element("dt", `${name} `);
      term.append(element("span", english, { className: "second", lang: "en" }));
      made.append(term, element("dd", value));
    }
    return made;
  }

  async function look(event) {
    event.preventDefault();
    show(await checkText(byId("text").value));
  }

  async function open() {
    const [file] = byId("file").files;
    if (!file) return;
    if (file.size > facts.largest) return show(verdict("file_too_large"));
    let data;
    try {
      data = new Uint8Array(await file.arrayBuffer());
    } catch {
      return show(verdict("file_unreadable"));
    }
    show(await checkFile(data));
  }

  byId("check").addEventListener("click", look);
  byId("file").addEventListener("change", open);
  byId("file").addEventListener("click", () => { byId("file").value = ""; }); // the same file may be chosen again
  byId("ask").hidden = false;
  window.khaigiang = Object.freeze({ checkText, checkFile });
})();
