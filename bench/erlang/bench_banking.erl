%% A teller has money moved between accounts, all transactions at once; an account that gives waits until the other one
%% has taken. Check: the transactions, the sum of all balances, which stays what it was, and the money moved.
-module(bench_banking).
-export([run/1]).
-include("savina.hrl").

-define(SEED, 123456).

%% The teller. Who gives has a lower number than who takes, so that no two wait for each other.
run([Count, Transactions, Balance]) ->
    Teller = self(),
    Accounts = list_to_tuple([spawn(fun() -> account(Balance, 0, Teller) end) || _ <- lists:seq(1, Count)]),
    generate(Transactions, ?SEED, Accounts, Count div 10 * 8),
    Done = length([receive done -> ok end || _ <- lists:seq(1, Transactions)]),
    Pids = tuple_to_list(Accounts),
    [Pid ! stop || Pid <- Pids],
    Closed = [receive {closed, Rest, Given} -> {Rest, Given} end || _ <- Pids],
    io_lib:format("~b ~b ~b", [
        Done, lists:sum([Rest || {Rest, _} <- Closed]), lists:sum([Given || {_, Given} <- Closed])
    ]).

generate(0, _, _, _) -> ok;
generate(Left, Last, Accounts, Givers) ->
    First = ?draw(Last),
    Giver = First rem Givers,
    Second = ?draw(First),
    Taker = Giver + max(1, Second rem (tuple_size(Accounts) - Giver)),
    Third = ?draw(Second),
    Amount = 100000 div (Third + 1),
    element(Giver + 1, Accounts) ! {credit, self(), Amount, element(Taker + 1, Accounts)},
    generate(Left - 1, Third, Accounts, Givers).

account(Balance, Given, Teller) ->
    receive
        {credit, From, Amount, Taker} ->
            Ref = make_ref(),
            Taker ! {debit, Ref, self(), Amount},
            receive {taken, Ref} -> ok end,
            From ! done,
            account(Balance - Amount, Given + Amount, Teller);
        {debit, Ref, From, Amount} ->
            From ! {taken, Ref},
            account(Balance + Amount, Given, Teller);
        stop ->
            Teller ! {closed, Balance, Given}
    end.
