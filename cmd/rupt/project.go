package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/web"
)

// projectCommand are the commands about projects.
type projectCommand struct {
	Create projectCreate `cmd:"" help:"Make a project: prints its script tag, and its API secret this once."`
	List   projectList   `cmd:"" help:"List projects."`
	Show   projectShow   `cmd:"" help:"Show a project with its origins and settings."`
	Set    projectSet    `cmd:"" help:"Change a project."`
}

// projectFlags are what a project is made of.
type projectFlags struct {
	Origin  []string          `help:"An origin whose pages may use it, such as https://www.example.com; all of them, since they replace the former." placeholder:"URL"`
	LogoURL *string           `help:"The logo on the challenge page." name:"logo-url" placeholder:"URL" xor:"logo"`
	Logo    string            `help:"A picture file (PNG, JPEG, GIF, WebP or SVG, up to 24 kB) to keep as the logo instead." type:"existingfile" placeholder:"FILE" xor:"logo"`
	Setting map[string]string `help:"A setting, such as device_limit=3 or enforce=on." placeholder:"NAME=VALUE" short:"s"`
}

// request is what the flags ask for.
func (f *projectFlags) request() (*wire.ProjectRequest, error) {
	r := &wire.ProjectRequest{LogoURL: f.LogoURL}
	if f.Logo != "" {
		logo, err := dataURL(f.Logo)
		if err != nil {
			return nil, err
		}
		r.LogoURL = &logo
	}
	if f.Origin != nil {
		r.Origins = &f.Origin
	}
	if len(f.Setting) == 0 {
		return r, nil
	}
	fields := map[string]json.RawMessage{}
	for name, value := range f.Setting {
		if nearest, known := core.NearestSetting(name); !known {
			return nil, noSetting(name, nearest)
		}
		fields[name] = json.RawMessage(value)
		if !json.Valid(fields[name]) { // text needs no quotes here
			fields[name], _ = json.Marshal(value)
		}
	}
	settings, err := json.Marshal(fields)
	r.Settings = settings
	return r, err
}

// dataURL is a picture file as a URL that holds it.
func dataURL(file string) (string, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	kind := map[string]string{".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp", ".svg": "svg+xml"}[strings.ToLower(filepath.Ext(file))]
	if kind == "" {
		return "", errors.New("the logo is a .png, .jpg, .gif, .webp or .svg file")
	}
	return "data:image/" + kind + ";base64," + base64.StdEncoding.EncodeToString(content), nil
}

func noSetting(name, nearest string) error {
	if nearest == "" {
		return fmt.Errorf("no such setting %q; docs/policy.md and rupt project show name them", name)
	}
	return fmt.Errorf("no such setting %q; did you mean %s?", name, nearest)
}

type projectCreate struct {
	database
	projectFlags
	Name      string `arg:"" help:"What people see on the challenge page."`
	PublicURL string `help:"The origin that browsers reach the server at, for the script tag." name:"public-url" env:"RUPT_PUBLIC_URL" default:"https://YOUR-SERVER" placeholder:"URL"`
	Integrity bool   `help:"Pin the script tag to this release: it has to change with every upgrade of the server."`
}

// Run makes the project and prints what is needed next.
func (c *projectCreate) Run(env *environment) error {
	r, err := c.request()
	if err != nil {
		return err
	}
	r.Name = &c.Name
	attributes := ""
	if c.Integrity {
		if attributes, err = pin(web.FS); err != nil {
			return err
		}
	}
	return c.useOrMake(env, func(s *core.Service) error {
		made, err := s.CreateProject(env, r)
		if err != nil {
			return err
		}
		return env.sayf(projectMade, made.Project.Name, made.Project.ID, made.Key.ClientID, made.Key.APISecret,
			strings.TrimSuffix(c.PublicURL, "/"), origins(made.Project.Origins), attributes)
	})
}

const projectMade = `Project     %[1]s
Id          %[2]s
Origins     %[6]s
Client id   %[3]s
API secret  %[4]s   (shown this once; for your back end only)

<script async src="%[5]s/rupt.js"%[7]s onload='Rupt.attach({ client_id: "%[3]s", account: "YOUR_USER_ID", email: "THEIR_EMAIL" })'></script>

Rules only report so far. When what they report is right: rupt project set %[2]s -s enforce=on
`

func origins(list []string) string {
	if len(list) == 0 {
		return "none yet: rupt project set … --origin https://www.example.com"
	}
	return strings.Join(list, " ")
}

type projectList struct{ database }

// Run prints a table.
func (c *projectList) Run(env *environment) error {
	return c.use(env, func(s *core.Service) error {
		list, err := s.Projects(env)
		if err != nil {
			return err
		}
		w := env.table("ID", "NAME", "ORIGINS")
		for _, p := range list {
			fmt.Fprintf(w, "%s\t%s\t%s\n", p.ID, p.Name, strings.Join(p.Origins, " "))
		}
		return w.Flush()
	})
}

type projectShow struct {
	database
	Project string `arg:"" help:"The project's id or name."`
}

// Run prints the project as JSON.
func (c *projectShow) Run(env *environment) error {
	return c.use(env, func(s *core.Service) error {
		p, err := s.ProjectView(env, c.Project)
		if err != nil {
			return err
		}
		return env.json(p)
	})
}

type projectSet struct {
	database
	projectFlags
	Project string  `arg:"" help:"The project's id or name."`
	Name    *string `help:"What people see on the challenge page."`
}

// Run changes what is given and prints the project as it is now.
func (c *projectSet) Run(env *environment) error {
	r, err := c.request()
	if err != nil {
		return err
	}
	r.Name = c.Name
	return c.use(env, func(s *core.Service) error {
		found, err := s.FindProject(env, c.Project)
		if err != nil {
			return err
		}
		p, err := s.ChangeProject(env, found.ID, r)
		if err != nil {
			return err
		}
		return env.json(p)
	})
}
