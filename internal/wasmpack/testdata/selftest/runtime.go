package main

import (
	"math/rand/v2"
	"reflect"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

func channels() string {
	in, out := make(chan int, 3), make(chan int)
	var workers sync.WaitGroup
	for range 20 {
		workers.Go(func() {
			for v := range in {
				out <- v * v
			}
		})
	}
	go func() {
		for i := range 1000 {
			in <- i
		}
		close(in)
		workers.Wait()
		close(out)
	}()
	sum := 0
	for v := range out {
		sum += v
	}
	return strconv.Itoa(sum) + " " + caught(func() { close(in) })
}

func selects() string {
	a, b, quit := make(chan int), make(chan int), make(chan bool)
	go func() {
		for i := range 500 {
			select {
			case a <- i:
			case b <- -i:
			}
		}
		close(quit)
	}()
	n, abs := 0, 0
	for {
		select {
		case v := <-a:
			n, abs = n+1, abs+v
		case v := <-b:
			n, abs = n+1, abs-v
		case <-quit:
			select {
			case <-a:
				return "late"
			default:
			}
			return strconv.Itoa(n) + " " + strconv.Itoa(abs)
		}
	}
}

func mutexes() string {
	var mu sync.Mutex
	var once sync.Once
	var wg sync.WaitGroup
	var count atomic.Int64
	cond, ready, n := sync.NewCond(&mu), false, 0
	for range 100 {
		wg.Go(func() {
			mu.Lock()
			for !ready {
				cond.Wait()
			}
			n++
			mu.Unlock()
			once.Do(func() { count.Add(1000) })
			count.Add(1)
		})
	}
	runtime.Gosched()
	mu.Lock()
	ready = true
	cond.Broadcast()
	mu.Unlock()
	wg.Wait()
	return strconv.Itoa(n) + " " + strconv.FormatInt(count.Load(), 10)
}

type key struct {
	a string
	b int
}

func maps() string {
	m, k := make(map[int]string), make(map[key][]int)
	for i := range 5000 {
		m[i*7919%10007] = strconv.Itoa(i)
		at := key{strconv.Itoa(i % 50), i % 3}
		k[at] = append(k[at], i)
	}
	for i := range 2500 {
		delete(m, i)
	}
	var keys []int
	for i := range m {
		keys = append(keys, i)
	}
	sort.Ints(keys)
	sum := 0
	for i, v := range keys {
		sum = (sum*31 + v + i + len(m[v])) % 1000003
	}
	any := map[any]int{1: 1, "a": 2, 1.5: 3, key{"x", 1}: 4, [2]int{1, 2}: 5}
	return strconv.Itoa(len(m)) + " " + strconv.Itoa(sum) + " " + strconv.Itoa(len(k[key{"7", 1}])) +
		" " + strconv.Itoa(any[key{"x", 1}]+any[1.5]) + " " + caught(func() { any[[]int{}] = 1 })
}

func text() string {
	var b strings.Builder
	for i, r := range "Grüße, 世界 \xff🙂" {
		b.WriteString(strconv.Itoa(i) + strconv.QuoteRune(r))
	}
	s := strings.Repeat("ab,c;", 20)
	return b.String() + strings.ToUpper(s[:7]) + strconv.Itoa(len(strings.Split(s, ","))) +
		strings.ReplaceAll(s[:10], "b", "β") + strconv.Itoa(strings.LastIndex(s, "c"))
}

func numbers() string {
	f, _ := strconv.ParseFloat("6.02214076e23", 64)
	_, err := strconv.Atoi("12x")
	i, _ := strconv.ParseInt("-9223372036854775808", 10, 64)
	return strconv.FormatFloat(f/3, 'g', -1, 64) + " " + strconv.FormatInt(i, 36) + " " + err.Error() +
		" " + strconv.FormatUint(1<<63, 16)
}

func bigAllocations() string {
	total := 0
	for i := range 12 {
		b := make([]byte, 1<<20<<(i%4))
		b[len(b)-1] = byte(i)
		total += len(b) + int(b[len(b)-1])
	}
	return strconv.Itoa(total>>10) + " " + caught(func() { _ = make([]byte, total-1<<62) })
}

type tree struct {
	left, right *tree
	name        string
	payload     []int
}

func grow(r *rand.Rand, depth int) *tree {
	if depth == 0 {
		return nil
	}
	t := &tree{name: strconv.Itoa(r.IntN(1000)), payload: make([]int, r.IntN(20))}
	t.left, t.right = grow(r, depth-1), grow(r, depth-1-r.IntN(2)*min(1, depth-1))
	return t
}

func (t *tree) hash() int {
	if t == nil {
		return 1
	}
	return (t.left.hash()*31 + t.right.hash()*17 + len(t.name) + len(t.payload)) % 1000003
}

// garbage keeps trees alive in one goroutine each while others make garbage.
func garbage() string {
	sums := make([]int, 8)
	var wg sync.WaitGroup
	for g := range sums {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(g), 1))
			live := make(map[int]*tree)
			for i := range 60 {
				live[i%10] = grow(r, 9)
				runtime.Gosched()
			}
			for i := range 10 {
				sums[g] += live[i].hash()
			}
		})
	}
	wg.Wait()
	runtime.GC()
	all := ""
	for _, s := range sums {
		all += strconv.Itoa(s) + " "
	}
	return all
}

// garbageDeep collects while deep stacks hold the only pointers.
func garbageDeep() string {
	results := make(chan int)
	for g := range 6 {
		go func() { results <- holding(300, g) }()
	}
	sum := 0
	for range 6 {
		sum += <-results
	}
	return strconv.Itoa(sum)
}

func holding(n, seed int) int {
	t := &tree{name: strconv.Itoa(n * seed), payload: []int{n, seed}}
	if n == 0 {
		runtime.GC()
		runtime.Gosched()
		return 0
	}
	if n%100 == 0 {
		defer func() { t.payload[1]++ }()
	}
	return holding(n-1, seed) + len(t.name) + t.payload[0]
}

func finalizers() string {
	done := make(chan string, 2)
	func() {
		v := &tree{name: "collected"}
		runtime.SetFinalizer(v, func(t *tree) { done <- t.name })
	}()
	for range 10 {
		runtime.GC()
		runtime.Gosched()
		if len(done) > 0 {
			return <-done
		}
	}
	return "never"
}

func pools() string {
	pool := sync.Pool{New: func() any { return new(tree) }}
	for range 1000 {
		t := pool.Get().(*tree)
		t.payload = make([]int, 100)
		pool.Put(t)
	}
	runtime.GC()
	return strconv.FormatBool(pool.Get().(*tree) != nil)
}

// reflectCall collects in a function made by reflect: the collector finds its
// arguments by the name of a stub.
func reflectCall() string {
	swap := reflect.MakeFunc(reflect.TypeFor[func(*tree, string) (string, *tree)](), func(in []reflect.Value) []reflect.Value {
		runtime.GC()
		return []reflect.Value{in[1], in[0]}
	}).Interface().(func(*tree, string) (string, *tree))
	s, t := swap(&tree{name: strings.Repeat("x", 50)}, "y")
	m := reflect.ValueOf(label{"method"}).Method(0).Interface().(func() string)
	runtime.GC()
	return s + strconv.Itoa(len(t.name)) + m()
}

// systemGoroutines: the runtime tells its own goroutines from ours by name.
func systemGoroutines() string { return strconv.Itoa(runtime.NumGoroutine()) }

type number interface{ ~int | ~float64 }

func sum[T number](s ...T) (t T) {
	for _, v := range s {
		t += v
	}
	return
}

func generics() string {
	next := func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	}
	n := 0
	for i := range next {
		if n += i; n > 100 {
			break
		}
	}
	return strconv.Itoa(sum(1, 2, 3)) + " " + strconv.Itoa(int(sum(1.5, 2.5))) + " " + strconv.Itoa(n)
}

func interfaces() string {
	values := []any{1, "s", 1.5, label{"l"}, &label{"p"}, []int{1}, nil, struct{}{}, custom{1}}
	out := ""
	for _, v := range values {
		switch v := v.(type) {
		case stringer:
			out += v.String()
		case int, float64:
			out += "n"
		case nil:
			out += "-"
		case string:
			out += v
		default:
			out += "?"
		}
	}
	return out + " " + caught(func() { _ = any([]int{}) == any([]int{}) })
}
