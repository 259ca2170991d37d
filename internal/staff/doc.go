// Package staff knows the people of the office: their accounts, roles and
// passwords, the sessions of their browsers and the tokens of their programs.
//
// What a secret opens is stored; the secret never is. A password is kept as
// argon2id, a session's or a token's 256 bits only as the SHA-256 under which
// its record lies. Whoever reads the store can log in as nobody.
//
// The exception is the second factor (TOTP, RFC 6238). We compute the same codes
// as the owner's telephone, so the secret lies readable in the account's record:
// whoever reads the store can compute codes, and still lacks the password. The
// recovery codes are kept as SHA-256 only. A code, of either kind, is accepted
// once, by the one who creates the record that says so. Between the password and
// the code a login has a challenge, which is another kind of record than a
// session and opens nothing. Wrong codes and wrong passwords of an account count
// together, and a right password does not forgive the codes.
//
// Tries are counted by the account and never by where they come from: a day holds
// a hundred of them for all who knock, on however many instances. Who has logged
// in with a browser before, or sits in a session, is counted apart, so that
// guessing keeps no owner out. What cannot be taken back wants the password of
// the last quarter of an hour (Proved).
//
// Nobody appoints further than he reaches: an administrator of a unit makes and
// changes only accounts and tokens of that unit. Whoever uses a password that
// somebody else chose can do nothing but change it. Accounts are closed and never
// removed, and one open account that administers all units always stays.
//
// Sessions are our own and not a session library's: nothing is kept in one
// beyond whose it is, and what is needed here, that a changed password, a
// withdrawn role and a disabled account take effect at the very next click, is
// a comparison with the account at every Find. A session is written once and
// never changed; that it was used lies in a record beside it. So a late renewal
// cannot bring back what a logout ended, on however many instances.
//
// The package never asks for the time or for randomness: both are handed to the
// constructors.
package staff
