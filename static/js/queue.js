// The queue of forms that could not be sent yet, for the form's page and for the
// service worker. Every form keeps its one-time key, so that however often and by
// whomever it is sent it is one response.
var week = 6048e5;

function table(mode, work) {
  return new Promise(function (ok, no) {
    var open = indexedDB.open('hailong', 1);
    open.onupgradeneeded = function () { open.result.createObjectStore('unsent', {keyPath: 'key'}); };
    open.onerror = no;
    open.onsuccess = function () {
      var t = open.result.transaction('unsent', mode), r = work(t.objectStore('unsent'));
      t.oncomplete = function () { open.result.close(); ok(r.result); };
      t.onerror = t.onabort = no;
    };
  });
}
function keep(e) { return table('readwrite', function (t) { return t.put(e); }); }
function drop(e) { return table('readwrite', function (t) { return t.delete(e.key); }); }
function kept() { return table('readonly', function (t) { return t.getAll(); }); }

function freshKey() {
  return Array.prototype.map.call(crypto.getRandomValues(new Uint8Array(16)), function (b) {
    return (b + 256).toString(16).slice(1);
  }).join('');
}

// post says what became of a form: {to} where it is recorded, {wait} where it is to
// be tried again, {no} where it is refused. Only an answer of the server is a refusal.
function post(e) {
  return new Promise(function (ok) {
    var late = setTimeout(function () { ok({wait: 0}); }, 3e4);
    fetch(e.to, {
      method: 'POST', body: e.body, credentials: 'same-origin',
      headers: {'Accept': 'application/json', 'Content-Type': 'application/x-www-form-urlencoded'}
    }).then(function (r) {
      if (r.ok) return r.json();
      var again = r.status == 408 || r.status == 429 || r.status > 499;
      return again ? {wait: +r.headers.get('Retry-After') || 0} : {no: r.status};
    }).catch(function () { return {wait: 0}; }).then(function (r) {
      clearTimeout(late);
      ok(r);
    });
  });
}

// again sends a form that waited. A key that grew too old on the way is refused
// unless it is recorded already, so another one cannot make it count twice.
function again(e) {
  return post(e).then(function (r) {
    if (r.no != 422 || e.own) return r;
    var old = {key: e.key};
    e.own = 1;
    e.key = freshKey();
    e.body = e.body.replace(/(^|&)key=[^&]*/, '$1key=' + e.key);
    var kept = e.kept ? keep(e).then(function () { return drop(old); }) : Promise.resolve();
    return kept.catch(function () {}).then(function () { return post(e); });
  });
}

// flush sends whatever waits and says how many were sent, wait still, were refused.
function flush() {
  return kept().then(function (list) {
    return Promise.all(list.map(function (e) {
      var now = Date.now();
      if (now - e.at > week) return drop(e);
      if (e.next > now) return {wait: (e.next - now) / 1e3}; // the server named a time
      return again(e).then(function (r) {
        if (r.wait) e.next = now + 1e3 * r.wait;
        return ('wait' in r ? keep(e) : drop(e)).then(function () { return r; });
      });
    }));
  }).then(function (all) {
    var n = {to: 0, wait: 0, no: 0, late: 60};
    all.forEach(function (r) {
      for (var k in r) n[k]++;
      if (r) n.late = Math.max(n.late, r.wait || 0);
    });
    return n;
  });
}
