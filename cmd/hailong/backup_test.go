package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"hailong/internal/backup"
	"hailong/internal/config"
	"hailong/internal/store/mongostore/mongotest"
)

func TestABackupIsRestoredIntoTheOtherEngineAndBack(t *testing.T) {
	first, database, last := newDir(t), mongotest.Database(t), newDir(t)
	token := newToken(t, first)
	command(t, first, "demo", "--responses", "300").works(t)
	before := export(t, first, "demo-full", "csv") + export(t, first, "demo-short", "json")
	files := t.TempDir()
	from := first
	for _, to := range []string{database, last} {
		file := filepath.Join(files, strconv.Itoa(len(to))+".backup")
		command(t, from, "backup", file).works(t, "backed up to "+file+": 300 responses (demo-full 60, demo-short 240)")
		command(t, to, "restore", file).works(t, "the audit log is sound: head ", "every packed day is what its responses give\n", "restored the backup of ", "300 responses")
		command(t, to, "verify").works(t)
		if got := export(t, to, "demo-full", "csv") + export(t, to, "demo-short", "json"); got != before {
			t.Errorf("%s exports something else", location(to))
		}
		c := serve(t, to)
		newCaller(t, c.ready.Address).asOfficer(token, "/api/v1/index?campaign=demo-short")
		c.stop()
		command(t, to, "restore", file).fails(t, "the target is not empty", "HAILONG_DATA_DIR")
		from = to
	}
}

func TestABackupUnderLoadHoldsWhatWasAcknowledgedBeforeIt(t *testing.T) {
	onEach(t, backupUnderLoad)
}

func backupUnderLoad(t *testing.T, fresh func() string) {
	dir, to := fresh(), fresh()
	token := newToken(t, dir)
	command(t, dir, "demo", "--responses", "2000", "--campaign", "demo-full").works(t)
	c := serve(t, dir)
	caller := newCaller(t, c.ready.Address)
	early := submit(t, c.ready.Address, "earlier", 20)
	early.begun()
	early.wait()
	least := len(stored(caller, token))
	late := submit(t, c.ready.Address, "later", 20)
	late.begun()
	file := filepath.Join(t.TempDir(), "a.backup")
	command(t, dir, "backup", file).works(t)
	most := len(stored(caller, token))
	late.wait()
	if late.cut+late.refused+early.cut+early.refused > 0 {
		t.Errorf("the service refused while it was backed up: %+v", late)
	}
	c.stop()
	command(t, to, "restore", file).works(t)
	c = serve(t, to)
	restored := stored(newCaller(t, c.ready.Address), token)
	if b := restored.balance(early.receipts); b.lost+b.duplicated > 0 {
		t.Errorf("acknowledged before the backup began: %v", b)
	}
	if n := len(restored); n < least || n > most {
		t.Errorf("%d responses; there were %d before and %d after", n, least, most)
	}
	c.stop()
}

func TestABackupIsAWholeFileOrNone(t *testing.T) {
	dir := newDir(t)
	newToken(t, dir)
	folder := t.TempDir()
	file := filepath.Join(folder, "a.backup")
	if err := os.WriteFile(file+".part", []byte("left by a kill"), 0o644); err != nil {
		t.Fatal(err)
	}
	command(t, dir, "backup", file).works(t)
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v), want 0600", info.Mode(), err)
	}
	command(t, dir, "backup", file).fails(t, file+" is there already", "--force")
	command(t, dir, "backup", "--force", file).works(t)
	command(t, dir, "backup", folder).fails(t, "it is not a file")
	command(t, dir, "backup", filepath.Join(folder, "nix", "a")).fails(t, "choose a folder that exists")
	command(t, newDir(t), "backup", file+"2").fails(t, "there is no store in", "HAILONG_DATA_DIR")
	command(t, dir, "backup", "--age-recipient", "age1x", file+"2").fails(t, "--age-recipient", "not a public key of age")
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 1 {
		t.Errorf("left %v (%v)", left, err)
	}
	piped := command(t, dir, "backup", "-")
	if piped.code != 0 || piped.stderr != "" || !strings.HasPrefix(piped.stdout, "HAILONG-BACKUP 1\n") {
		t.Errorf("to a pipe: exit code %d, %q", piped.code, piped.stderr)
	}
	if err := os.WriteFile(file, []byte(piped.stdout), 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, newDir(t), "restore", file).works(t)
}

func TestARestoreRefusesWhatIsNoWholeBackup(t *testing.T) {
	dir := newDir(t)
	command(t, dir, "demo", "--responses", "50").works(t)
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	files := t.TempDir()
	write := func(name string, b []byte) string {
		name = filepath.Join(files, name)
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	mine, theirs := write("mine", []byte(key.String())), write("theirs", []byte(other.String()))
	plain, sealed := filepath.Join(files, "plain"), filepath.Join(files, "sealed")
	command(t, dir, "backup", plain).works(t)
	command(t, dir, "backup", "--age-recipient", other.Recipient().String(), "--age-recipient", key.Recipient().String(), sealed).works(t)
	b, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	cut := write("cut", b[:len(b)-1])
	b[len(b)/2] ^= 1
	flipped := write("flipped", b)
	for _, c := range []struct {
		name, want string
		args       []string
	}{
		{"cut", "damaged or cut short", []string{cut}},
		{"flipped", "damaged or cut short", []string{flipped}},
		{"another file", "not a backup of Hài Lòng", []string{mine}},
		{"no file", "there is no backup at", []string{filepath.Join(files, "nix")}},
		{"a folder", "there is no backup at", []string{files}},
		{"no name", "hailong restore FILE", nil},
		{"from without drill", "--drill", []string{"--from", plain}},
		{"no key", "--age-identity", []string{sealed}},
		{"another key", "another key", []string{"--age-identity", write("stranger", newAgeKey(t)), sealed}},
		{"no key in the file", "AGE-SECRET-KEY-", []string{"--age-identity", plain, sealed}},
		{"no file of a key", "cannot read --age-identity", []string{"--age-identity", filepath.Join(files, "nix"), sealed}},
	} {
		t.Run(c.name, func(t *testing.T) {
			to := newDir(t)
			command(t, to, append([]string{"restore"}, c.args...)...).fails(t, c.want)
			if exists(filepath.Join(to, "hailong.db")) { // made, but empty: the next restore takes it
				command(t, to, "restore", plain).works(t)
			}
		})
	}
	command(t, newDir(t), "restore", "--age-identity", mine, sealed).works(t)
	command(t, newDir(t), "restore", "--age-identity", theirs, sealed).works(t)
	command(t, dir, "restore", plain).fails(t, "the target is not empty")
	c := serve(t, dir)
	command(t, dir, "restore", plain).fails(t, "data folder in use")
	c.stop()
}

func newAgeKey(t *testing.T) []byte {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return []byte(key.String())
}

func TestARestoreThatIsKilledAnywhereGoesThroughTheNextTime(t *testing.T) {
	dir := newDir(t)
	command(t, dir, "demo", "--responses", "9000").works(t)
	file := filepath.Join(t.TempDir(), "a.backup")
	command(t, dir, "backup", file).works(t)
	before := export(t, dir, "demo-full", "csv")
	unfinished := 0
	for round := range rounds(t, "HAILONG_TEST_RESTORES", 4) {
		to := newDir(t)
		c := launch(t, to, []string{"restore", file})
		log := int64(40+40*round) << 10 // bytes that it has written; all are a megabyte
		eventually(t, "the restore wrote nothing", func() bool {
			info, err := os.Stat(filepath.Join(to, "hailong.db-wal"))
			select {
			case <-c.gone: // faster than we look
				return true
			default:
				return err == nil && info.Size() > log
			}
		})
		c.kill()
		if s := command(t, to, "verify"); s.code == 1 && strings.Contains(s.stderr, "only partly restored") {
			unfinished++
			command(t, to, "serve", "--addr", "127.0.0.1:0", "--metrics-addr", "off").fails(t, "only partly restored", "run the same hailong restore again")
			command(t, to, "backup", file+"2").fails(t, "only partly restored")
			command(t, to, "restore", file).works(t, "every packed day")
			if export(t, to, "demo-full", "csv") != before {
				t.Error("it exports something else")
			}
		}
	}
	t.Logf("%d restores were killed half way", unfinished)
	if unfinished == 0 {
		t.Error("no restore was killed half way: nothing was proved")
	}
}

func TestADrillProvesTheNewestBackup(t *testing.T) {
	dir := newDir(t)
	command(t, dir, "demo", "--responses", "80").works(t)
	shelf := backup.Shelf{Dir: t.TempDir()}
	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	drill := func() said { return command(t, dir, "restore", "--drill", "--from", shelf.Dir) }
	drill().fails(t, "there is no backup in "+shelf.Dir)
	old, young := shelf.Name(time.Now().AddDate(0, 0, -2), false), shelf.Name(time.Now(), false)
	if err := os.WriteFile(old, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, dir, "backup", young).works(t)
	s := drill()
	s.works(t, "drill of "+young+": restored, recounted and as its manifest says in ", "80 responses")
	if strings.Count(s.stdout, "\n") != 1 {
		t.Errorf("it says %q, want one line", s.stdout)
	}
	command(t, dir, "restore", "--drill", "--from", old).fails(t, "drill of "+old, "not a backup")
	t.Setenv("HAILONG_BACKUP_DIR", shelf.Dir)
	command(t, dir, "restore", "--drill").works(t, young)
	t.Setenv("HAILONG_BACKUP_DIR", "")
	command(t, dir, "restore", "--drill").fails(t, "--from", "HAILONG_BACKUP_DIR")
	b, err := os.ReadFile(young)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-1] ^= 1
	if err := os.WriteFile(young, b, 0o600); err != nil {
		t.Fatal(err)
	}
	drill().fails(t, "drill of "+young, "damaged")
	if left, err := os.ReadDir(scratch); err != nil || len(left) > 0 {
		t.Errorf("left behind %v (%v)", left, err)
	}
}

func TestTheNightMakesABackupAndKeepsSome(t *testing.T) { everywhere(t, theNightMakesABackup) }

func theNightMakesABackup(t *testing.T, dir string) {
	command(t, dir, "demo", "--responses", "60").works(t)
	shelf := backup.Shelf{Dir: filepath.Join(t.TempDir(), "backups")}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	c := &config.Config{Addr: "127.0.0.1:0", DataDir: dir, MetricsAddr: "127.0.0.1:0", LogLevel: "info",
		BackupDir: shelf.Dir, BackupKeep: 2, BackupRecipient: key.Recipient().String()}
	if location(dir).database() {
		c.MongoDBURI = dir
	}
	var out, log journal
	p, err := start(c, streams{t.Context(), &out, &log})
	if err != nil {
		t.Fatal(err)
	}
	defer p.stop()
	for days := range 3 {
		if err := os.WriteFile(shelf.Name(time.Now().AddDate(0, 0, -1-days), true), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.doChores(t.Context())
	p.doChores(t.Context())
	list, err := shelf.Files()
	if err != nil || len(list) != 2 || list[0].Bytes == 0 {
		t.Fatalf("left %v (%v), log %s", list, err, log.String())
	}
	if n := strings.Count(log.String(), `"name":"backup"`); n != 1 {
		t.Errorf("%d backups in a night: %s", n, log.String())
	}
	metrics := newCaller(t, "http://"+p.listening[1].Addr().String()).get("/metrics")
	metrics.wants(t, 200, "hailong_backup_last_success_timestamp_seconds ", "hailong_backup_last_bytes "+strconv.FormatFloat(float64(list[0].Bytes), 'g', -1, 64))
	keys := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(keys, []byte(key.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, newDir(t), "restore", "--drill", "--from", shelf.Dir, "--age-identity", keys).works(t, "60 responses")
}

func TestANightWithoutABackupSaysWhatToDo(t *testing.T) {
	dir := newDir(t)
	newToken(t, dir)
	shelf := filepath.Join(t.TempDir(), "backups")
	c := &config.Config{Addr: "127.0.0.1:0", DataDir: dir, MetricsAddr: config.Off, LogLevel: "info", BackupDir: shelf, BackupKeep: 2}
	var out, log journal
	p, err := start(c, streams{t.Context(), &out, &log})
	if err != nil {
		t.Fatal(err)
	}
	defer p.stop()
	if err := os.RemoveAll(shelf); err != nil {
		t.Fatal(err)
	}
	p.doChores(t.Context())
	holds(t, log.String(), `"level":"ERROR"`, `"name":"backup"`, shelf)
	if err := os.Mkdir(shelf, 0o700); err != nil {
		t.Fatal(err)
	}
	p.doChores(t.Context()) // tried again in the next round
	if list, err := (backup.Shelf{Dir: shelf}).Files(); err != nil || len(list) != 1 {
		t.Errorf("after the mending: %v (%v), log %s", list, err, log.String())
	}
}

func TestANightlyBackupThatCannotBeIsRefusedAtTheStart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a-file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		settings []string
		want     string
	}{
		{[]string{"HAILONG_BACKUP_DIR=" + file}, "HAILONG_BACKUP_DIR " + file},
		{[]string{"HAILONG_BACKUP_DIR=" + t.TempDir(), "HAILONG_BACKUP_KEEP=0"}, "HAILONG_BACKUP_KEEP 0"},
		{[]string{"HAILONG_BACKUP_DIR=" + t.TempDir(), "HAILONG_BACKUP_RECIPIENT=age1x"}, "HAILONG_BACKUP_RECIPIENT"},
		{[]string{"HAILONG_BACKUP_DIR=" + t.TempDir(), "HAILONG_BACKUP_RECIPIENT=" + string(newAgeKey(t))}, "HAILONG_BACKUP_RECIPIENT"},
	} {
		got := launch(t, newDir(t), []string{"serve"}, c.settings...)
		code, _ := got.exit()
		said{code, got.stdout.String(), got.stderr.String()}.fails(t, c.want)
		if strings.Contains(got.stderr.String(), "SECRET-KEY-1") {
			t.Errorf("the secret key is repeated: %s", got.stderr.String())
		}
	}
}
