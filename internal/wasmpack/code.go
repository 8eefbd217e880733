package wasmpack

import "slices"

// packCode rewrites the bodies of functions so that they compress better and run
// faster. The compiler makes a state machine of every function, since a goroutine that
// waits unwinds the WebAssembly stack and enters its functions again later:
//
//	block                                  the unwind exit
//	  loop                                 the entry loop
//	    block … block                      one for each basic block that can be entered
//	      local.get $state  br_table …
//	    end
//	    …
//	  end
//	end
//	i32.const 1
//
// Two things of it are spelled worse than they need to be:
//
//   - A jump sets the state and goes round the loop. The blocks are nested in the order
//     of their code, so that a jump forward is one branch out of the blocks between.
//   - The exit behind every call is a branch whose depth is another one each time.
//     Spelled as "if; i32.const 1; return; end" it is longer, but the same everywhere,
//     and compresses to nothing.
func packCode(body []byte) ([]byte, error) {
	r := reader{b: body}
	n := r.uint32()
	out := appendUint32(nil, n)
	for ; n > 0 && r.err == nil; n-- {
		f, err := packFunction(r.bytes(r.uint32()))
		if err != nil {
			return nil, err
		}
		out = appendUint32(out, uint32(len(f)))
		out = append(out, f...)
	}
	return out, r.err
}

// packFunction rewrites one body: declarations of locals, then instructions.
func packFunction(body []byte) ([]byte, error) {
	r := reader{b: body}
	for n := r.uint32(); n > 0 && r.err == nil; n-- {
		r.uint32()
		r.byte()
	}
	if r.err != nil {
		return nil, r.err
	}
	list, err := readInstructions(r.b)
	if err != nil {
		return nil, err
	}
	m := machine{list: list, out: slices.Clone(body[:len(body)-len(r.b)])}
	m.exits = endsUnwinding(list)
	m.entry = findEntry(list)
	m.rewrite()
	return m.out, nil
}

// machine is a function that is being rewritten.
type machine struct {
	list []instruction
	out  []byte
	// exits says that the outermost block is the unwind exit; entry is the place of the
	// br_table of the entry loop, or -1.
	exits bool
	entry int
	// open are the places of the blocks around the current instruction.
	open []int
	// targets are the blocks that the states stand for, the last for all others.
	targets []int
}

func (m *machine) rewrite() {
	for at := 0; at < len(m.list); at++ {
		switch i := m.list[at]; {
		case i.opens():
			m.open = append(m.open, at)
		case i.op == opEnd && len(m.open) > 0:
			m.open = m.open[:len(m.open)-1]
		case at == m.entry:
			for _, label := range i.labels {
				m.targets = append(m.targets, m.block(int64(label)))
			}
		case i.op == opBrIf && m.exits && int(i.value) == len(m.open)-1:
			m.out = append(m.out, opIf, blockVoid, opConst32, 1, opReturn, opEnd)
			continue
		case i.op == opConst32:
			if depth := m.forward(at); depth >= 0 {
				at += m.jump(at, depth)
				continue
			}
		}
		m.out = append(m.out, m.list[at].text...)
	}
}

// block is the place of the block that a label means here, or -1 for the function.
func (m *machine) block(label int64) int {
	if label < 0 || label >= int64(len(m.open)) {
		return -1
	}
	return m.open[len(m.open)-1-int(label)]
}

// forward recognises "i32.const state; local.set 0; br entryLoop" at a place where the
// block of that state is still open, and gives the label to leave it by; else -1.
func (m *machine) forward(at int) int {
	if len(m.targets) == 0 || at+2 >= len(m.list) || !m.list[at+1].is(opLocalSet, 0) || m.list[at+2].op != opBr {
		return -1
	}
	loop := m.block(m.list[at+2].value)
	if loop < 0 || loop != m.loop() {
		return -1
	}
	state := min(uint32(m.list[at].value), uint32(len(m.targets)-1)) // negative is the default too
	place := slices.Index(m.open, m.targets[state])
	if place < 0 {
		return -1
	}
	return len(m.open) - 1 - place
}

// loop is the place of the entry loop: nothing but blocks lie between it and the table.
func (m *machine) loop() int {
	at := m.entry - 2
	for at >= 0 && m.list[at].op == opBlock {
		at--
	}
	if at < 0 || m.list[at].op != opLoop {
		return -1
	}
	return at
}

// jump writes the branch for the three instructions at at and says how many more
// instructions it stands for. Alone in an if, it takes that along.
func (m *machine) jump(at, depth int) int {
	alone := at > 0 && m.list[at-1].is(opIf, blockVoid) && at+3 < len(m.list) && m.list[at+3].op == opEnd
	if !alone {
		m.out = appendUint32(append(m.out, opBr), uint32(depth))
		return 2
	}
	m.out = m.out[:len(m.out)-len(m.list[at-1].text)]
	m.out = appendUint32(append(m.out, opBrIf), uint32(depth-1))
	m.open = m.open[:len(m.open)-1]
	return 3
}

// endsUnwinding says whether the function is one outermost block, behind which it
// returns 1.
func endsUnwinding(list []instruction) bool {
	n := len(list)
	if n < 3 || list[n-1].op != opEnd || !list[n-2].is(opConst32, 1) || list[n-3].op != opEnd {
		return false
	}
	depth, blocks := 0, 0
	for _, i := range list[:n-1] {
		switch {
		case i.opens():
			if depth++; depth == 1 {
				blocks++
			}
			if depth == 1 && !i.is(opBlock, blockVoid) {
				return false
			}
		case i.op == opEnd:
			depth--
		}
	}
	return blocks == 1
}

// findEntry finds the first "local.get 0; br_table", or gives -1: also where the state,
// local 0, is read anywhere else, except by the call of a function value, which puts
// the function there for a moment.
func findEntry(list []instruction) int {
	entry := -1
	for at, i := range list {
		if !i.is(opLocalGet, 0) {
			continue
		}
		switch {
		case entry < 0 && at+1 < len(list) && list[at+1].op == opBrTable:
			entry = at + 1
		case at >= 2 && list[at-2].is(opLocalSet, 0) && list[at-1].is(opConst32, 0):
		default:
			return -1
		}
	}
	return entry
}
