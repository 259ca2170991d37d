package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/campaign"
	"hailong/internal/staff"
)

// Bodies are read up to these sizes, in bytes; a longer one is refused.
const (
	surveyBody = 16 << 10
	officeBody = 64 << 10
	uploadBody = campaign.MaxTable + officeBody
)

// Where an operator's programs ask.
const (
	healthRoute = "/healthz"
	readyRoute  = "/readyz"
)

// reads are the methods by which a page is asked for; the server sends no body
// to HEAD by itself.
var reads = []string{http.MethodGet, http.MethodHead}

// routes is the whole map of the service.
func (s *Server) routes(r *gin.Engine) {
	r.Use(s.log, s.recover, s.headers, s.allowedHost, s.sameOrigin)
	r.NoRoute(func(c *gin.Context) { s.show(c, errNoPage) })
	r.NoMethod(func(c *gin.Context) { s.show(c, errMethod) })

	r.Match(reads, healthRoute, s.healthz)
	r.Match(reads, readyRoute, s.readyz)
	r.Match(reads, "/static/*path", s.citizen(s.staticFile))

	public := r.Group("/", limitBody(surveyBody))
	public.Match(reads, "/", s.citizen(s.home))
	public.Match(reads, "/privacy", s.citizen(s.privacy))
	public.Match(reads, "/results", s.citizen(s.results))
	public.Match(reads, "/results/:unit", s.released(s.resultsUnit))
	public.Match(reads, "/results/:unit/:period", s.released(s.resultsPeriod))
	public.Match(reads, "/results/:unit/:period/:file", s.released(s.resultsData))
	public.Match(reads, "/results-method", s.citizen(s.resultsMethod))
	public.Match(reads, "/embed/:unit", s.released(s.embed))
	public.Match(reads, "/embed/:unit/badge.svg", s.released(s.embedBadge))
	public.Match(reads, "/s", s.citizen(s.typedCode))
	public.Match(reads, "/s/:code", s.citizen(s.citizenForm))
	public.POST("/s/:code", s.citizen(s.citizenSubmit))
	public.Match(reads, "/s/:code/thanks", s.citizen(s.citizenThanks))
	public.Match(reads, "/p", s.citizen(s.typedCode))
	public.Match(reads, "/p/", s.citizen(s.typedCode))
	public.Match(reads, "/p/:slip", s.citizen(s.slipForm))
	public.POST("/p/:slip", s.citizen(s.slipSubmit))
	public.Match(reads, "/p/:slip/thanks", s.citizen(s.slipThanks))
	public.Match(reads, "/f/:batch/:serial/:side", s.citizen(s.paperForm))
	s.contactRoutes(public)
	s.receiptRoutes(public)
	public.POST("/api/v1/s/:code", s.api(s.apiSubmit))

	api := r.Group("/api/v1", limitBody(officeBody))
	api.GET("/openapi.json", s.api(s.apiDescription))
	api.GET("/index", s.api(s.allowed(staff.ReadFigures, s.apiIndex)))
	api.GET("/export.csv", s.api(s.allowed(staff.ExportResponses, s.proved(s.apiExportCSV))))
	api.GET("/export.xlsx", s.api(s.allowed(staff.ExportResponses, s.proved(s.apiExportXLSX))))
	api.GET("/reports/:campaign/:file", s.api(s.allowed(staff.ReadFigures, s.apiReport)))
	api.GET("/export.json", s.api(s.allowed(staff.ExportResponses, s.proved(s.apiExportJSON))))
	api.GET("/editions", s.api(s.allowed(staff.ReadFigures, s.apiEditions)))
	api.GET("/editions/:campaign/:period/:number/:file", s.api(s.allowed(staff.ReadFigures, s.apiEditionFile)))

	figures := r.Group("/office", limitBody(officeBody))
	office := r.Group("/office", limitBody(officeBody), promptly)
	uploads := r.Group("/office", limitBody(uploadBody), promptly)
	figures.GET("/compare", s.office(s.allowed(staff.CompareUnits, s.officeCompare)))
	figures.GET("", s.office(s.allowed(staff.OwnAccount, s.officeHome)))
	office.GET("/login", s.office(s.officeLogin))
	office.POST("/login", s.office(s.officeLoginSubmit))
	office.GET("/login/code", s.office(s.officeLoginCode))
	office.POST("/login/code", s.office(s.officeLoginCodeSubmit))
	office.POST("/logout", s.office(s.officeLogout))
	office.POST("/confirm", s.office(s.own(s.officeConfirm)))
	s.campaignRoutes(figures, uploads, office)
	s.premisesRoutes(uploads, office)
	s.printRoutes(office)
	s.paperRoutes(r, office)
	s.opinionRoutes(office, figures)
	s.reportRoutes(office, figures)
	s.voidRoutes(figures)
	s.watchRoutes(figures)
	s.officeContactRoutes(office)
	s.accountRoutes(office)
}

// campaignRoutes are those of the campaigns: the figures take their time, a table
// may be long.
func (s *Server) campaignRoutes(figures, uploads, office *gin.RouterGroup) {
	figures.GET("/campaigns", s.office(s.allowed(staff.ReadFigures, s.officeCampaigns)))
	figures.GET("/campaigns/:code", s.office(s.allowed(staff.ReadFigures, s.officeCampaign)))
	office.GET("/campaign", s.office(s.allowed(staff.ManageCampaigns, s.officeCampaignNew)))
	office.POST("/campaigns", s.office(s.allowed(staff.ManageCampaigns, s.officeCampaignCreate)))
	office.GET("/campaigns/:code/edit", s.office(s.allowed(staff.ManageCampaigns, s.officeCampaignEdit)))
	office.POST("/campaigns/:code", s.office(s.allowed(staff.ManageCampaigns, s.officeCampaignChange)))
	office.GET("/campaigns/:code/preview", s.office(s.allowed(staff.ReadFigures, s.officeCampaignPreview)))
	for _, step := range []campaignStep{stepOpen, stepClose, stepReopen} {
		office.GET("/campaigns/:code/"+step.name, s.office(s.allowed(staff.ManageCampaigns, s.officeCampaignAsk(step))))
		office.POST("/campaigns/:code/"+step.name, s.office(s.allowed(staff.ManageCampaigns, s.officeCampaignStep(step))))
	}
	office.GET("/campaigns/:code/volumes", s.office(s.allowed(staff.ManageCampaigns, s.officeVolumes)))
	office.GET("/campaigns/:code/volumes.csv", s.office(s.allowed(staff.ManageCampaigns, s.officeVolumesCSV)))
	office.POST("/campaigns/:code/volumes", s.office(s.allowed(staff.ManageCampaigns, s.officeVolumesSet)))
	uploads.POST("/campaigns/:code/volumes/import", s.office(s.allowed(staff.ManageCampaigns, s.officeVolumesImport)))
}

// premisesRoutes are those of the units, places and counters.
func (s *Server) premisesRoutes(uploads, office *gin.RouterGroup) {
	office.GET("/units", s.office(s.allowed(staff.ReadFigures, s.officeUnits)))
	office.POST("/units", s.office(s.allowed(staff.ManageUnits, s.officeUnitCreate)))
	office.GET("/units/:code", s.office(s.allowed(staff.ReadFigures, s.officeUnit)))
	office.POST("/units/:code", s.office(s.allowed(staff.ManageUnits, s.officeUnitChange)))
	office.GET("/units/:code/fields", s.office(s.allowed(staff.ManagePlaces, s.officeFields)))
	office.GET("/units/:code/place", s.office(s.allowed(staff.ManagePlaces, s.officePlaceNew)))
	office.POST("/units/:code/places", s.office(s.allowed(staff.ManagePlaces, s.officePlaceCreate)))
	office.GET("/places/:code", s.office(s.allowed(staff.ReadFigures, s.officePlace)))
	office.POST("/places/:code", s.office(s.allowed(staff.ManagePlaces, s.officePlaceChange)))
	office.POST("/places/:code/counters", s.office(s.allowed(staff.ManagePlaces, s.officeCounterCreate)))
	office.POST("/places/:code/counters/:counter", s.office(s.allowed(staff.ManagePlaces, s.officeCounterChange)))
	uploads.POST("/units/:code/fields", s.office(s.allowed(staff.ManagePlaces, s.officeFieldsChange)))
}

// printRoutes are those of what is printed and handed out: posters and slips.
func (s *Server) printRoutes(office *gin.RouterGroup) {
	office.GET("/posters", s.office(s.allowed(staff.ReadFigures, s.officePosters)))
	office.POST("/posters", s.office(s.allowed(staff.ManageCampaigns, s.officePosterCreate)))
	office.POST("/posters/print", s.office(s.allowed(staff.ManageCampaigns, s.officePostersPrint)))
	office.GET("/posters/:code", s.office(s.allowed(staff.ReadFigures, s.officePoster)))
	office.POST("/posters/:code", s.office(s.allowed(staff.ManageCampaigns, s.officePosterMove)))
	office.GET("/posters/:code/code.svg", s.office(s.allowed(staff.ReadFigures, s.officePosterCode)))
	office.GET("/posters/:code/preview.pdf", s.office(s.allowed(staff.ManageCampaigns, s.officePosterPreview)))
	office.POST("/posters/:code/print", s.office(s.allowed(staff.ManageCampaigns, s.officePosterPrint)))
	office.POST("/posters/:code/void", s.office(s.allowed(staff.ManageCampaigns, s.officePosterVoid)))
	office.POST("/posters/:code/restore", s.office(s.allowed(staff.ManageCampaigns, s.officePosterRestore)))
	office.GET("/slips", s.office(s.allowed(staff.ReadFigures, s.officeSlips)))
	office.POST("/slips", s.office(s.allowed(staff.ManageCampaigns, s.officeSlipsIssue)))
	office.GET("/slips/:batch", s.office(s.allowed(staff.ManageCampaigns, s.officeSlipsPDF)))
	office.GET("/slips/:batch/void", s.office(s.allowed(staff.ManageCampaigns, s.officeSlipsAsk)))
	office.POST("/slips/:batch/void", s.office(s.allowed(staff.ManageCampaigns, s.officeSlipsVoid)))
}

// paperRoutes are those of paper forms.
func (s *Server) paperRoutes(r *gin.Engine, office *gin.RouterGroup) {
	office.GET("/paper", s.office(s.allowed(staff.ReadPaper, s.officePaper)))
	office.POST("/paper", s.office(s.allowed(staff.ManageCampaigns, s.officePaperIssue)))
	office.GET("/paper/:batch/forms.pdf", s.office(s.allowed(staff.ManageCampaigns, s.officePaperForms)))
	office.GET("/paper/:batch/opening.pdf", s.office(s.allowed(staff.ManageCampaigns, s.officePaperOpening)))
	s.folderRoutes(r, office)
}

// folderRoutes are those of one batch of paper forms: who keys, and who answers for it.
func (s *Server) folderRoutes(r *gin.Engine, office *gin.RouterGroup) {
	office.GET("/paper/:batch", s.office(s.allowed(staff.ReadPaper, s.officeFolder)))
	office.POST("/paper/:batch/opening", s.office(s.allowed(staff.ManageCampaigns, s.officeFolderOpen)))
	office.POST("/paper/:batch/sample", s.office(s.allowed(staff.EnterPaper, s.officeFolderSample)))
	office.GET("/paper/:batch/close", s.office(s.allowed(staff.ManageCampaigns, s.officeFolderCloseAsk)))
	office.POST("/paper/:batch/close", s.office(s.allowed(staff.ManageCampaigns, s.officeFolderClose)))
	office.GET("/paper/:batch/forget", s.office(s.allowed(staff.ManageCampaigns, s.officeFolderForgetAsk)))
	office.POST("/paper/:batch/forget", s.office(s.allowed(staff.ManageCampaigns, s.officeFolderForget)))
	office.GET("/paper/:batch/entry", s.office(s.allowed(staff.EnterPaper, s.officeEntry)))
	office.POST("/paper/:batch/entry", s.office(s.allowed(staff.EnterPaper, s.officeEntrySave)))
	office.GET("/paper/:batch/second", s.office(s.allowed(staff.EnterPaper, s.officeSecond)))
	office.POST("/paper/:batch/second", s.office(s.allowed(staff.EnterPaper, s.officeSecondSave)))
	office.GET("/paper/:batch/settle", s.office(s.allowed(staff.EnterPaper, s.officeSettle)))
	office.POST("/paper/:batch/settle", s.office(s.allowed(staff.EnterPaper, s.officeSettleSave)))
	office.GET("/paper/:batch/import", s.office(s.allowed(staff.EnterPaper, s.officeImport)))
	office.GET("/paper/:batch/mau.csv", s.office(s.allowed(staff.EnterPaper, s.officeImportTemplate)))

	// A file takes its time to arrive.
	files := r.Group("/office", limitBody(importBody))
	files.POST("/paper/:batch/import", s.office(s.allowed(staff.EnterPaper, s.officeImportFile)))
}

// opinionRoutes are those of what people said and of what is done about it.
func (s *Server) opinionRoutes(office, figures *gin.RouterGroup) {
	figures.GET("/comments", s.office(s.allowed(staff.ReadComments, s.officeComments)))
	figures.POST("/comments/:campaign/:comment", s.office(s.allowed(staff.ManageComments, s.officeCommentThemes)))
	office.GET("/comments/names", s.office(s.allowed(staff.ManageComments, s.officeNames)))
	office.POST("/comments/names", s.office(s.allowed(staff.ManageComments, s.officeNamesSave)))
	office.GET("/tasks", s.office(s.allowed(staff.ReadFigures, s.officeTasks)))
	office.POST("/tasks", s.office(s.allowed(staff.ManageComments, s.officeTaskCreate)))
	office.GET("/tasks/new", s.office(s.allowed(staff.ManageComments, s.officeTaskNew)))
	office.GET("/tasks/:task", s.office(s.allowed(staff.ReadFigures, s.officeTask)))
	office.POST("/tasks/:task", s.office(s.allowed(staff.ManageComments, s.officeTaskChange)))
}

// reportRoutes are those of the reports and of the audit log. What counts or reads
// much takes its time.
func (s *Server) reportRoutes(office, figures *gin.RouterGroup) {
	figures.GET("/audit", s.office(s.allowed(staff.ReadAudit, s.officeAudit)))
	office.GET("/reports", s.office(s.allowed(staff.ReadFigures, s.officeReports)))
	figures.POST("/reports", s.office(s.allowed(staff.PrepareReport, s.officeReportLock)))
	office.GET("/reports/:campaign/:period/:number", s.office(s.allowed(staff.ReadFigures, s.officeReport)))
	office.POST("/reports/:campaign/:period/:number/step", s.office(s.allowed(staff.ReadFigures, s.officeReportStep)))
	office.GET("/reports/:campaign/:period/:number/text", s.office(s.allowed(staff.PrepareReport, s.officeReportText)))
	office.POST("/reports/:campaign/:period/:number/text", s.office(s.allowed(staff.PrepareReport, s.officeReportWrite)))
	figures.GET("/reports/:campaign/:period/:number/files/:file", s.office(s.allowed(staff.ReadFigures, s.officeReportFile)))
	office.GET("/audit/:file", s.office(s.allowed(staff.ReadAudit, s.officeAuditExport)))
}

// accountRoutes are those of accounts, one's own and others', and of tokens.
func (s *Server) accountRoutes(office *gin.RouterGroup) {
	office.GET("/me", s.office(s.own(s.officeMe)))
	office.POST("/me/sessions/end", s.office(s.own(s.officeMeSessionsEnd)))
	office.GET("/me/password", s.office(s.person(s.officeMePassword)))
	office.POST("/me/password", s.office(s.person(s.officeMePasswordChange)))
	office.GET("/me/totp", s.office(s.own(s.officeMeTOTP)))
	office.POST("/me/totp", s.office(s.own(s.officeMeTOTPBegin)))
	office.POST("/me/totp/confirm", s.office(s.own(s.officeMeTOTPConfirm)))
	office.POST("/me/totp/remove", s.office(s.own(s.officeMeTOTPRemove)))

	office.GET("/accounts", s.office(s.allowed(staff.ManageAccounts, s.officeAccounts)))
	office.POST("/accounts", s.office(s.allowed(staff.ManageAccounts, s.proved(s.officeAccountCreate))))
	office.GET("/accounts/:name", s.office(s.allowed(staff.ManageAccounts, s.officeAccount)))
	office.POST("/accounts/:name", s.office(s.allowed(staff.ManageAccounts, s.proved(s.officeAccountMove))))
	office.POST("/accounts/:name/password", s.office(s.allowed(staff.ManageAccounts, s.proved(s.officeAccountPassword))))
	office.POST("/accounts/:name/disable", s.office(s.allowed(staff.ManageAccounts, s.proved(s.officeAccountDisable))))
	office.POST("/accounts/:name/enable", s.office(s.allowed(staff.ManageAccounts, s.proved(s.officeAccountEnable))))
	office.POST("/accounts/:name/totp/reset", s.office(s.allowed(staff.ManageAccounts, s.proved(s.officeAccountTOTPReset))))
	office.POST("/accounts/:name/sessions/end", s.office(s.allowed(staff.ManageAccounts, s.proved(s.officeAccountSessionsEnd))))
	office.GET("/tokens", s.office(s.allowed(staff.ManageAccounts, s.officeTokens)))
	office.POST("/tokens", s.office(s.allowed(staff.ManageAccounts, s.proved(s.officeTokenCreate))))
	office.GET("/tokens/:name/revoke", s.office(s.allowed(staff.ManageAccounts, s.officeTokenAsk)))
	office.POST("/tokens/:name/revoke", s.office(s.allowed(staff.ManageAccounts, s.proved(s.officeTokenRevoke))))
}

// contactRoutes are those of citizens who want an answer.
func (s *Server) contactRoutes(public *gin.RouterGroup) {
	public.Match(reads, "/contact", promptly, s.citizen(s.contactForm))
	public.POST("/contact", promptly, s.citizen(s.contactSubmit))
	public.Match(reads, "/contact/:unit", promptly, s.citizen(s.contactForm))
	public.POST("/contact/:unit", promptly, s.citizen(s.contactSubmit))
	public.Match(reads, "/contact/:unit/thanks", promptly, s.citizen(s.contactThanks))
}

// officeContactRoutes are those of whoever answers them.
func (s *Server) officeContactRoutes(office *gin.RouterGroup) {
	office.GET("/contacts", s.office(s.allowed(staff.ReadContacts, s.officeContacts)))
	office.GET("/contacts/:contact", s.office(s.allowed(staff.ReadContacts, s.officeContact)))
	office.POST("/contacts/:contact/reply", s.office(s.allowed(staff.ReadContacts, s.officeContactReply)))
	office.GET("/contacts/:contact/withdraw", s.office(s.allowed(staff.ReadContacts, s.officeContactAsk)))
	office.POST("/contacts/:contact/withdraw", s.office(s.allowed(staff.ReadContacts, s.officeContactWithdraw)))
}

// voidRoutes are those by which responses are left out of the figures. They count,
// so they take their time as figures do.
func (s *Server) voidRoutes(figures *gin.RouterGroup) {
	figures.GET("/voids", s.office(s.allowed(staff.ReadVoids, s.officeVoids)))
	figures.POST("/voids", s.office(s.allowed(staff.ProposeVoid, s.proved(s.officeVoidPropose))))
	figures.GET("/voids/new", s.office(s.allowed(staff.ProposeVoid, s.officeVoidNew)))
	figures.POST("/voids/new", s.office(s.allowed(staff.ProposeVoid, s.officeVoidWeigh)))
	figures.GET("/voids/:void", s.office(s.allowed(staff.ReadVoids, s.officeVoid)))
	figures.POST("/voids/:void/decision", s.office(s.allowed(staff.DecideVoid, s.proved(s.officeVoidDecide))))
	figures.POST("/voids/:void/lift", s.office(s.allowed(staff.ProposeVoid, s.proved(s.officeVoidLift))))
}

// watchRoutes are those of what looks odd.
func (s *Server) watchRoutes(figures *gin.RouterGroup) {
	figures.GET("/watch", s.office(s.allowed(staff.ReadWatch, s.officeWatch)))
	figures.POST("/watch", s.office(s.allowed(staff.ReviewWatch, s.officeWatchNote)))
}
