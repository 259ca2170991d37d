// Package page holds every page a person sees: one typed struct and one HTML
// template for each, and the sentences in the languages of the citizens.
//
// A page is rendered to bytes before anything is sent, so that a fault never
// leaves half a page behind. The package knows no request, no store and no
// rule; it is given what it shows.
package page
