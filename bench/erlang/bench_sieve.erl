%% Numbers go through a chain of processes that keep the primes they see, up to Capacity each, and let through what none
%% of these divides. Check: the primes, the processes, and the numbers that all of them took in.
-module(bench_sieve).
-export([run/1]).

run([Limit, Capacity]) ->
    Main = self(),
    First = spawn(fun() -> filter(1, [2], 1, Capacity, Main, 0) end),
    produce(3, Limit, First),
    First ! {'end', 0},
    receive {primes, Primes, Filters, Taken} -> io_lib:format("~b ~b ~b", [Primes, Filters, Taken]) end.

produce(Candidate, Limit, _) when Candidate >= Limit -> ok;
produce(Candidate, Limit, First) -> First ! Candidate, produce(Candidate + 2, Limit, First).

%% The last of the chain.
filter(Id, Primes, Count, Capacity, Main, Taken) ->
    receive
        {'end', Before} ->
            Main ! {primes, (Id - 1) * Capacity + Count, Id, Before + Taken};
        Candidate ->
            case is_divided(Candidate, Primes) of
                true ->
                    filter(Id, Primes, Count, Capacity, Main, Taken + 1);
                false when Count < Capacity ->
                    filter(Id, Primes ++ [Candidate], Count + 1, Capacity, Main, Taken + 1);
                false ->
                    Next = spawn(fun() -> filter(Id + 1, [Candidate], 1, Capacity, Main, 0) end),
                    pass(Primes, Next, Taken + 1)
            end
    end.

pass(Primes, Next, Taken) ->
    receive
        {'end', Before} ->
            Next ! {'end', Before + Taken};
        Candidate ->
            is_divided(Candidate, Primes) orelse (Next ! Candidate),
            pass(Primes, Next, Taken + 1)
    end.

is_divided(_, []) -> false;
is_divided(Candidate, [Prime | _]) when Candidate rem Prime =:= 0 -> true;
is_divided(Candidate, [_ | Primes]) -> is_divided(Candidate, Primes).
