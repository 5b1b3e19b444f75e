%% Savina's pseudo-random numbers, 0 to 65535: the one drawn after Last, which may be any seed from 0 up.
-define(draw(Last), (((Last) * 1309 + 13849) band 65535)).
