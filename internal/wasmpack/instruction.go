package wasmpack

import "fmt"

// Opcodes that the rewriting of code looks at.
const (
	opBlock    = 0x02
	opLoop     = 0x03
	opIf       = 0x04
	opElse     = 0x05
	opEnd      = 0x0b
	opBr       = 0x0c
	opBrIf     = 0x0d
	opBrTable  = 0x0e
	opReturn   = 0x0f
	opLocalGet = 0x20
	opLocalSet = 0x21
	opConst32  = 0x41

	blockVoid = 0x40 // the type of a block that leaves nothing
)

// instruction is one instruction of a function's body.
type instruction struct {
	op   byte
	text []byte // the whole instruction
	// value is the label of a branch, the local, the constant or the type of a block.
	value int64
	// labels are those of a branch table; the last is the default.
	labels []uint32
}

// is says whether i is op with value.
func (i instruction) is(op byte, value int64) bool { return i.op == op && i.value == value }

func (i instruction) opens() bool { return i.op == opBlock || i.op == opLoop || i.op == opIf }

// readInstructions reads the instructions in b.
func readInstructions(b []byte) ([]instruction, error) {
	var list []instruction
	for r := (reader{b: b}); len(r.b) > 0; {
		rest := r.b
		i := readInstruction(&r)
		if r.err != nil {
			return nil, fmt.Errorf("%w: instruction %d: %w", ErrModule, len(list), r.err)
		}
		i.text = rest[:len(rest)-len(r.b)]
		list = append(list, i)
	}
	return list, nil
}

// readInstruction reads one of the instructions that the Go compiler uses.
func readInstruction(r *reader) (i instruction) {
	i.op = r.byte()
	switch op := i.op; {
	case op <= 0x01, op == opElse, op == opEnd, op == opReturn, op == 0x1a, op == 0x1b, op >= 0x45 && op <= 0xc4:
		// nothing follows
	case i.opens(), op == 0x3f, op == 0x40:
		i.value = int64(r.byte())
	case op == opConst32:
		i.value = int64(r.int32())
	case op == opBr, op == opBrIf, op == 0x10, op >= opLocalGet && op <= 0x24:
		i.value = int64(r.uint32())
	case op == opBrTable:
		for n := r.uint32(); r.err == nil && len(i.labels) <= int(n); {
			i.labels = append(i.labels, r.uint32())
		}
	case op == 0x11, op >= 0x28 && op <= 0x3e:
		r.uint32()
		r.uint32()
	case op == 0x42:
		r.skipNumber()
	case op == 0x43:
		r.bytes(4)
	case op == 0x44:
		r.bytes(8)
	case op == 0xfc:
		readNumeric(r)
	default:
		r.fail(fmt.Errorf("unknown opcode %#x", op))
	}
	return i
}

// readNumeric reads what follows the prefix of saturating conversions and memory.copy
// and memory.fill.
func readNumeric(r *reader) {
	switch op := r.uint32(); {
	case op <= 7:
	case op == 10:
		r.bytes(2)
	case op == 11:
		r.bytes(1)
	default:
		r.fail(fmt.Errorf("unknown opcode 0xfc %d", op))
	}
}

// skipNumber passes over a LEB128 number.
func (r *reader) skipNumber() {
	for r.byte()&0x80 != 0 {
	}
}
