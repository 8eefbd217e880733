package wasmpack

import "slices"

// Opcodes that the start function is made of.
const (
	opLocalTee = 0x22
	opLoad     = 0x28 // i32.load
	opLoad8    = 0x2d // i32.load8_u
	opStore    = 0x36 // i32.store
	opEqz      = 0x45
	opLess     = 0x49 // i32.lt_u
	opGreater  = 0x4a // i32.gt_s
	opAdd      = 0x6a
	opSub      = 0x6b
	opXor      = 0x73
	opShiftR   = 0x76 // i32.shr_u
	typeI32    = 0x7f
)

// Locals of the start function.
const (
	lAt     = iota // the pair in the index, or the bucket
	lEnd           // behind the last one
	lRecord        // the function's record
	lField         // a field of it
	lLeft          // how many more fields
	lPCs           // the highest offset in pctab so far
	lData          // that in the function data
	lValue
	locals
)

// assembler writes the body of a function.
type assembler []byte

func (a *assembler) op(ops ...byte) { *a = append(*a, ops...) }

func (a *assembler) constant(v uint64) { *a = appendInt32(append(*a, opConst32), int32(v)) }

func (a *assembler) get(local byte) { a.op(opLocalGet, local) }

func (a *assembler) set(local byte) { a.op(opLocalSet, local) }

// load reads the number at the address on the stack, plus offset.
func (a *assembler) load(offset uint32) { *a = appendUint32(append(*a, opLoad, 2), offset) }

func (a *assembler) store(offset uint32) { *a = appendUint32(append(*a, opStore, 2), offset) }

// add adds a constant to a local.
func (a *assembler) add(local byte, v uint64) {
	a.get(local)
	a.constant(v)
	a.op(opAdd)
	a.set(local)
}

// span sets the locals of a loop from one address to another.
func (a *assembler) span(from, to uint64) {
	a.constant(from)
	a.set(lAt)
	a.constant(to)
	a.set(lEnd)
}

// again closes a loop: it goes on step bytes further, if that is before the end.
func (a *assembler) again(step uint64) {
	a.add(lAt, step)
	a.get(lAt)
	a.get(lEnd)
	a.op(opLess, opBrIf, 0, opEnd)
}

// restoreBody is the body of the function that undoes [predict].
func restoreBody(l *layout) []byte {
	a := assembler{1, locals, typeI32}
	a.index(l)
	a.records(l)
	a.buckets(l)
	a.op(opEnd)
	return a
}

// index adds up the pairs of the index of functions, and that of its end.
func (a *assembler) index(l *layout) {
	a.span(l.funcsAt+8, l.funcsAt+8*uint64(l.indexed)+8)
	a.op(opLoop, blockVoid)
	for _, field := range []uint32{0, 4} {
		a.get(lAt)
		a.get(lAt)
		a.load(field)
		a.get(lAt)
		a.constant(8)
		a.op(opSub)
		a.load(field)
		a.op(opAdd)
		a.store(field)
	}
	a.again(8)
}

// records restores the function records, in order.
func (a *assembler) records(l *layout) {
	a.span(l.funcsAt, l.funcsAt+8*uint64(l.indexed))
	a.op(opLoop, blockVoid)
	a.get(lAt)
	a.load(4)
	a.constant(l.funcsAt)
	a.op(opAdd, opLocalTee, lRecord)
	a.get(lAt)
	a.load(0)
	a.store(funcEntry)
	a.get(lRecord)
	a.constant(funcPCSP)
	a.op(opAdd)
	a.set(lField)
	a.offset(lPCs)
	a.get(lRecord)
	a.constant(funcSize)
	a.op(opAdd)
	a.set(lField)
	a.get(lRecord)
	a.load(funcPCData)
	a.offsets(lPCs)
	a.get(lRecord)
	a.op(opLoad8, 0, funcData)
	a.offsets(lData)
	a.again(8)
}

// offsets restores as many fields as the number on the stack says.
func (a *assembler) offsets(highest byte) {
	a.set(lLeft)
	a.op(opBlock, blockVoid, opLoop, blockVoid)
	a.get(lLeft)
	a.op(opEqz, opBrIf, 1)
	a.offset(highest)
	a.add(lField, 4)
	a.add(lLeft, 1<<32-1)
	a.op(opBr, 0, opEnd, opEnd)
}

// offset restores one field: what is positive is a difference.
func (a *assembler) offset(highest byte) {
	a.get(lField)
	a.get(lField)
	a.load(0)
	a.op(opLocalTee, lValue)
	a.constant(0)
	a.op(opGreater, opIf, typeI32)
	a.get(highest)
	a.get(lValue)
	a.op(opAdd, opLocalTee, highest, opElse)
	a.get(lValue)
	a.constant(1<<32 - 1)
	a.op(opXor, opEnd)
	a.store(0)
}

// buckets numbers the buckets of the table that finds functions.
func (a *assembler) buckets(l *layout) {
	a.constant(0)
	a.set(lValue)
	a.span(l.findAt, l.findAt+uint64(len(l.find)/bucketSize)*bucketSize)
	a.op(opLoop, blockVoid)
	a.get(lAt)
	a.get(lAt)
	a.load(0)
	a.get(lValue)
	a.constant(4) // 1<<4 is bucketsPerFunction
	a.op(opShiftR, opAdd)
	a.store(0)
	a.add(lValue, 1)
	a.again(bucketSize)
}

// addStart adds a function to a module, which runs when the module is instantiated. It
// is the last one, so that the numbers of the others stay.
func addStart(sections []section, body []byte) []section {
	types, imported, defined := count(sections, sectionType), importedFunctions(sections), count(sections, sectionFunction)
	var out []section
	for _, s := range sections {
		switch s.id {
		case sectionType:
			s.body = appended(s.body, 0x60, 0, 0) // func()
		case sectionFunction:
			s.body = appended(s.body, appendUint32(nil, types)...)
		case sectionCode:
			s.body = appended(s.body, append(appendUint32(nil, uint32(len(body))), body...)...)
		case sectionElement:
			out = append(out, section{sectionStart, appendUint32(nil, imported+defined)})
		}
		out = append(out, s)
	}
	return out
}

// count is the number of entries of a section.
func count(sections []section, id byte) uint32 {
	for _, s := range sections {
		if s.id == id {
			r := reader{b: s.body}
			return r.uint32()
		}
	}
	return 0
}

// importedFunctions is the number of imports: a module of Go's imports functions only.
func importedFunctions(sections []section) uint32 { return count(sections, sectionImport) }

// appended is the body of a section with one more entry.
func appended(body []byte, entry ...byte) []byte {
	r := reader{b: body}
	n := r.uint32()
	return slices.Concat(appendUint32(nil, n+1), r.b, entry)
}
