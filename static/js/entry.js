// Speed keys of the page on which paper forms are keyed. The page works without.
(function () {
  'use strict';
  var form = document.getElementById('keys');
  if (!form) return;
  var list = Array.prototype.slice.call(form.querySelectorAll('input:not([type=hidden]):not([readonly]),textarea'));

  function go(from, step) {
    var to = list[list.indexOf(from) + step];
    if (!to) return;
    to.focus();
    // Selected, so that the next key replaces a wrong one.
    to.select();
  }

  function save() { form.querySelector('button').click(); }

  // One key answers the question: on to the next.
  form.addEventListener('input', function (e) {
    var at = e.target;
    if ('single' in at.dataset && at.value.length === 1 && !e.isComposing) go(at, 1);
  });

  form.addEventListener('keydown', function (e) {
    var at = e.target, text = at.tagName === 'TEXTAREA';
    if (e.isComposing) return;
    if (e.key === 'Enter' && e.ctrlKey) {
      e.preventDefault();
      save();
      return;
    }
    if (list.indexOf(at) < 0) return;
    if (e.key === 'Enter' && !e.shiftKey) {
      e.preventDefault();
      if (at === list[list.length - 1]) save();
      else go(at, 1);
    } else if (e.key === 'Backspace' && at.value === '') {
      e.preventDefault();
      go(at, -1);
    } else if (!text && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      e.preventDefault();
      go(at, e.key === 'ArrowDown' ? 1 : -1);
    }
  });

  // What Enter did is done: by now the cursor stands elsewhere, and there it would
  // send the form.
  form.addEventListener('keypress', function (e) {
    if (e.key === 'Enter' && !e.shiftKey && list.indexOf(e.target) >= 0) e.preventDefault();
  });

  // A wrong key that came back is replaced by the next.
  if (list.indexOf(document.activeElement) >= 0) document.activeElement.select();
})();
