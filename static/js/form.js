// What the citizen's form can do beyond HTML. Without this, or in a browser that is
// too old for it, the form works all the same.
document.addEventListener('DOMContentLoaded', function () {
  'use strict';
  var form = id('ask'), kiosk = form.hasAttribute('data-idle'), slot = 'form' + location.pathname;
  var blocks = each(form, 'fieldset,.q'), comment = form.querySelector('textarea');
  var touched = 0, hand, switching, mine, sent, tries = 0, timer, last = 0;

  function id(name) { return document.getElementById(name); }
  function each(at, what) { return Array.prototype.slice.call(at.querySelectorAll(what)); }
  function show(name, is) { id(name).hidden = !is; }
  function on(at, what, act) { at.addEventListener(what, act); }
  function shown(e) { return e.offsetHeight > 0; }
  function picked(q) { return q.querySelector('input:checked'); }

  // A gate hides what does not apply; the bar counts what does.
  function refresh() {
    blocks.forEach(function (q) {
      var skip = q.getAttribute('data-skip'), max = q.getAttribute('data-max');
      if (skip) q.hidden = skip.split(' ').some(function (name) { return id(name).checked; });
      if (max) {
        var boxes = each(q, 'input'), full = boxes.filter(function (b) { return b.checked; }).length >= max;
        boxes.forEach(function (b) { b.disabled = full && !b.checked; });
      }
    });
    var asked = blocks.filter(function (q) { return q.tagName == 'FIELDSET' && shown(q); }), n = asked.filter(picked).length;
    show('progress', n);
    id('progress').lastChild.textContent = n + '/' + asked.length;
    id('progress').firstChild.style.width = 100 * n / asked.length + '%';
    if (comment) count();
  }

  function length() {
    return comment.value.trim().normalize('NFC').replace(/[\ud800-\udbff]./g, '.').length;
  }
  function count() {
    var n = length();
    id('count').textContent = n ? n + '/' + comment.getAttribute('data-most') : '';
  }

  // One tap leads on. Whoever uses keys or a screen reader is left in place.
  function lead(q) {
    var rest = blocks.slice(blocks.indexOf(q) + 1).filter(shown)[0];
    if (!rest) return;
    var box = rest.getBoundingClientRect(), calm = matchMedia('(prefers-reduced-motion:reduce)').matches;
    if (box.bottom > innerHeight - 48) scrollBy({top: box.top - 12, behavior: calm ? 'auto' : 'smooth'});
  }

  on(form, 'change', function (e) {
    var q = e.target.closest('fieldset'), first = q && !q.answered;
    if (q) q.answered = 1;
    clear(e.target.closest('.bad'));
    refresh();
    save();
    if (first && hand && e.target.type == 'radio') lead(q);
  });
  on(form, 'input', function () { refresh(); save(); });
  function touch(is) {
    return function () { hand = is; last = Date.now(); };
  }
  ['touchstart', 'mousedown'].forEach(function (what) { document.addEventListener(what, touch(1), {passive: true}); });
  on(document, 'keydown', touch(0));
  on(document, 'scroll', function () { last = Date.now(); });

  // What was chosen stays on the phone until it is sent.
  function body() { return new URLSearchParams(new FormData(form)).toString(); }
  function save() {
    touched = 1;
    if (!kiosk) try { localStorage.setItem(slot, JSON.stringify([Date.now(), body()])); } catch (e) {}
  }
  function forget() { try { localStorage.removeItem(slot); } catch (e) {} }
  function restore() {
    var old;
    try { old = JSON.parse(localStorage.getItem(slot)); } catch (e) {}
    if (!old || Date.now() - old[0] > week) return forget();
    if (!form.hasAttribute('data-fresh')) return;
    new URLSearchParams(old[1]).forEach(function (value, name) {
      each(form, '[name="' + name + '"]').forEach(function (e) {
        if (e.type == 'radio' || e.type == 'checkbox') {
          if (e.value == value) e.checked = touched = 1;
        } else if (e.type != 'hidden') {
          e.value = value;
          if (e == comment && value) touched = 1;
        }
      });
    });
    show('restored', touched);
  }
  on(id('over'), 'click', function () { forget(); location.reload(); });

  // What is wrong is said beside its question before anything is sent.
  function clear(q) {
    if (q && q.fault) {
      q.classList.remove('bad');
      q.removeChild(q.fault);
      q.fault = 0;
    }
  }
  function wrong(q, words) {
    clear(q);
    var p = q.fault = document.createElement('p'), to = q.querySelector('input,textarea');
    p.className = 'err';
    p.setAttribute('role', 'alert');
    p.textContent = words;
    q.classList.add('bad');
    q.insertBefore(p, q.children[1]);
    to.focus({preventScroll: true});
    q.scrollIntoView();
  }
  function faulty() {
    var q = blocks.filter(function (q) { return q.hasAttribute('data-need') && !picked(q); })[0];
    if (q) wrong(q, form.getAttribute('data-need'));
    else if (comment && length() > comment.getAttribute('data-most')) wrong(q = comment.parentNode, comment.getAttribute('data-long'));
    return q;
  }

  // Sending. "Sent" is said by the page that the server answers with, only.
  function submit(e) {
    if (switching) { switching = 0; return; }
    e.preventDefault();
    if (mine || faulty()) return;
    mine = {key: form.elements.key.value, to: form.getAttribute('action'), body: body(), at: Date.now()};
    id('send').textContent = form.getAttribute('data-busy');
    post(mine).then(next);
  }
  function next(r) {
    if (r.to) {
      sent = 1;
      forget();
      if (kiosk || !tries) return location.replace(r.to);
      return drop(mine).catch(function () {}).then(function () { location.replace(r.to); });
    }
    if (r.no) { // the server shows why, with everything that was typed
      form.elements.key.value = mine.key;
      if (tries && !kiosk) drop(mine).catch(function () {});
      return HTMLFormElement.prototype.submit.call(form);
    }
    mine.next = Date.now() + 1e3 * r.wait;
    timer = setTimeout(retry, 1e3 * Math.max(r.wait, [2, 5, 15, 60][Math.min(tries, 3)]));
    if (!tries++) wait();
  }
  function retry() {
    clearTimeout(timer);
    timer = 0;
    again(mine).then(next);
  }
  function wait() {
    form.hidden = true;
    show('unsent', 1);
    id('unsent').focus();
    if (kiosk) return show('open', 1);
    mine.kept = 1;
    keep(mine).then(function () {
      forget();
      show('kept', 1);
      return navigator.serviceWorker.ready;
    }).then(function (worker) { return worker.sync.register('unsent'); }).catch(function () {
      if (id('kept').hidden) show('open', 1);
    });
  }
  function hurry() { if (timer) retry(); }

  // Those of before, which wait on this phone.
  function before() {
    if (!mine) flush().then(function (n) {
      show('waiting', n.wait);
      show('sentbefore', n.to);
      show('refused', n.no);
      if (n.wait) setTimeout(before, 1e3 * n.late);
    }).catch(function () {});
  }

  // On a shared tablet a form that nobody touches is cleared.
  function idle() {
    var left = form.getAttribute('data-idle') - Math.floor((Date.now() - last) / 1e3);
    if (!touched || mine) return;
    if (left < 11 && id('still').hidden) { show('still', 1); id('stay').focus(); }
    if (left > 10) show('still', 0);
    id('left').textContent = left;
    if (left < 1) { touched = 0; form.reset(); location.replace(location.pathname); }
  }

  each(document, '[name=switch]').forEach(function (b) { on(b, 'click', function () { switching = 1; }); });
  refresh();
  if (!self.fetch || !self.URLSearchParams || !self.FormData || !FormData.prototype.entries) return;
  on(form, 'submit', submit);
  on(id('try'), 'click', hurry);
  on(self, 'online', hurry);
  // Back to a form that is sent: a new one, never the old one again.
  on(self, 'pageshow', function (e) { if (e.persisted && sent) location.reload(); });
  if (kiosk) {
    // So is one that was left in another language, or sent back with answers.
    touched = !form.hasAttribute('data-fresh');
    last = Date.now();
    setInterval(idle, 500);
    return on(id('stay'), 'click', function () { last = Date.now(); idle(); });
  }
  restore();
  refresh();
  before();
  on(self, 'online', before);
  var line = navigator.connection;
  if (navigator.serviceWorker && !slot.indexOf('form/s/') && !(line && line.saveData)) on(self, 'load', function () {
    navigator.serviceWorker.register('/static/js/sw.js', {scope: '/s/'}).catch(function () {});
  });
});
