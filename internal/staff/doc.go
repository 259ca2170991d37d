// Package staff knows the people of the office: their accounts, roles and
// passwords, the sessions of their browsers and the tokens of their programs.
//
// What a secret opens is stored; the secret never is. A password is kept as
// argon2id, a session's or a token's 256 bits only as the SHA-256 under which
// its record lies. Whoever reads the store can log in as nobody.
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
