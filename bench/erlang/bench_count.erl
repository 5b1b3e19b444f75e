%% One process sends N increments to another one, then asks for the count. Check: the count.
-module(bench_count).
-export([run/1]).

run([N]) ->
    Counter = spawn(fun() -> counter(0) end),
    send(Counter, N),
    Counter ! {get, self()},
    receive {count, Count} -> integer_to_list(Count) end.

send(_, 0) -> ok;
send(Counter, N) -> Counter ! inc, send(Counter, N - 1).

counter(Count) ->
    receive
        inc -> counter(Count + 1);
        {get, From} -> From ! {count, Count}
    end.
