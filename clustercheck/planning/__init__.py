"""From the gap to the plan: the earliest year in which a cluster can apply, and what each figure must be by then.

    assumptions  what is taken for granted, and may be changed
    figures      facts and targets by indicator and year; windows and clusters made of them
    levers       how one criterion is brought to pass: a rate of growth, a level, a step, a count
    consistency  parts under wholes, rates beside their quotients
    search       the least growth and the earliest year
    plan         the whole: targets, three years to the review, what no plan can mend
    what_if      what changes if figures were others

Years that are over are facts and are never changed. That a plan passes is never taken on trust from a formula: the
engine judges the planned figures, and what it does not find met is said to be out of reach.
"""
