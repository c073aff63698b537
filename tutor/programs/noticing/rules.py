"""All that is noticed in a run, in its order."""

from __future__ import annotations

from tutor.programs.guarding import GUARD
from tutor.programs.noticing.adam_state import (
    averages_of_others,
    counted_too_often,
    shared_states,
    unused_corrections,
)
from tutor.programs.noticing.aliases import changed_views
from tutor.programs.noticing.apart_gradients import apart_gradients
from tutor.programs.noticing.batch_means import means_by_other_counts
from tutor.programs.noticing.best_values import misjudged_bests
from tutor.programs.noticing.brackets import lost_brackets
from tutor.programs.noticing.cells_in_loops import cells_counted_astray
from tutor.programs.noticing.changed_arguments import changed_arguments
from tutor.programs.noticing.clipping import clipped_astray
from tutor.programs.noticing.compounding_rates import compounding_rates
from tutor.programs.noticing.confused_counts import halved_f_scores, scores_of_other_counts
from tutor.programs.noticing.confusion_tables import scores_that_changed_places
from tutor.programs.noticing.copied_lines import copied_lines
from tutor.programs.noticing.corrections import folded_corrections, other_decays
from tutor.programs.noticing.counted_answers import divided_by_other_counts
from tutor.programs.noticing.counted_turns import divided_by_other_turns
from tutor.programs.noticing.cut_fractions import floored_slopes, whole_steps, zero_scales
from tutor.programs.noticing.data import scaled_with_the_test, shuffled_apart, two_permutations
from tutor.programs.noticing.determination import determinations_astray
from tutor.programs.noticing.drawn_apart import drawn_apart, left_as_they_were
from tutor.programs.noticing.early_steps import early_steps
from tutor.programs.noticing.ended_loops import loops_that_end
from tutor.programs.noticing.epoch_means import divided_by_the_last_batch
from tutor.programs.noticing.epochs import batches_astray
from tutor.programs.noticing.fading_rates import fading_rates, rates_soon_lost
from tutor.programs.noticing.foreign_sizes import divided_by_another_size
from tutor.programs.noticing.hidden_answers import answers_of_hidden_layers
from tutor.programs.noticing.hits import only_ones_counted, shares_above_one
from tutor.programs.noticing.keepsakes import kept_without_copy
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.labels import wrapped_classes
from tutor.programs.noticing.like_units import like_units
from tutor.programs.noticing.listed_tables import tables_read_astray
from tutor.programs.noticing.lookahead import wrong_lookaheads
from tutor.programs.noticing.loss_sizes import losses_by_other_sizes
from tutor.programs.noticing.lost_biases import biases_never_moved, sums_over_units
from tutor.programs.noticing.lost_histories import lost_histories
from tutor.programs.noticing.lost_steps import lost_steps
from tutor.programs.noticing.means import means_never_taken, means_taken_twice
from tutor.programs.noticing.meetings import rows_apart
from tutor.programs.noticing.miscounted_cells import miscounted_cells
from tutor.programs.noticing.moments import misused_moments, uneven_weights
from tutor.programs.noticing.named_measures import misnamed_measures
from tutor.programs.noticing.named_roots import means_of_roots, roots_never_taken, roots_of_sums
from tutor.programs.noticing.named_sets import measures_of_other_sets
from tutor.programs.noticing.numbered_batches import numbered_batches_astray
from tutor.programs.noticing.odd_penalties import odd_penalties
from tutor.programs.noticing.one_hot_entries import entries_for_examples
from tutor.programs.noticing.one_scale import scaled_as_one
from tutor.programs.noticing.overflows import (
    lost_fractions,
    no_numbers,
    outgrown,
    overflows,
    whole_quotients,
)
from tutor.programs.noticing.overlaps import overlapping_parts
from tutor.programs.noticing.overwritten_counts import overwritten_counts
from tutor.programs.noticing.overwritten_totals import overwritten_totals
from tutor.programs.noticing.picks import picked_apart
from tutor.programs.noticing.piled_up import never_reset_gradients, piled_up_gradients
from tutor.programs.noticing.predictions import answers_all_alike, classes_over_examples
from tutor.programs.noticing.rates import growing_rates
from tutor.programs.noticing.raw_tests import raw_tests
from tutor.programs.noticing.reshapes import reshaped_for_turned
from tutor.programs.noticing.rows_and_columns import rows_and_columns
from tutor.programs.noticing.same_batches import first_part_alone, same_batches
from tutor.programs.noticing.same_draws import same_draws
from tutor.programs.noticing.scaled_twice import scaled_twice
from tutor.programs.noticing.scaling import scaled_astray
from tutor.programs.noticing.selves import compared_with_itself, correlated_with_itself
from tutor.programs.noticing.shapes import sums_without_axis, wrong_axes
from tutor.programs.noticing.shares_of_several import means_of_fewer_shares
from tutor.programs.noticing.short_zips import short_zips
from tutor.programs.noticing.signed_errors import cancelled_errors
from tutor.programs.noticing.smallest_outputs import smallest_for_largest
from tutor.programs.noticing.softmax_axes import unlike_axes
from tutor.programs.noticing.spent_iterators import spent_iterators
from tutor.programs.noticing.spreads import spread_of_another, variance_for_spread
from tutor.programs.noticing.squares import squares
from tutor.programs.noticing.stale_gradients import stale_gradients
from tutor.programs.noticing.stale_indices import stale_indices
from tutor.programs.noticing.step_counts import wrong_corrections
from tutor.programs.noticing.stepped_twice import line_twice, stepped_twice
from tutor.programs.noticing.swapped_alone import swapped_alone
from tutor.programs.noticing.tolerances import differences_with_signs
from tutor.programs.noticing.totals_of_sets import totals_by_other_sizes
from tutor.programs.noticing.unasked_tests import unasked_tests
from tutor.programs.noticing.uncalled import uncalled
from tutor.programs.noticing.uneven_means import sums_of_mean_losses, uneven_means
from tutor.programs.noticing.units import predictions_in_other_units
from tutor.programs.noticing.unkept_results import unkept_results
from tutor.programs.noticing.unlike_answers import answers_of_another_kind
from tutor.programs.noticing.unlike_parts import scaled_apart
from tutor.programs.noticing.unlike_velocities import (
    added_momenta,
    rates_taken_twice,
    unlike_velocities,
)
from tutor.programs.noticing.unraised import unraised_corrections
from tutor.programs.noticing.unscaled_queries import unscaled_queries
from tutor.programs.noticing.unused_rates import unused_rates, zero_rates
from tutor.programs.noticing.velocities import lost_parameters, velocities_astray
from tutor.programs.noticing.velocities_anew import velocities_anew
from tutor.programs.noticing.weights import (
    early_updates,
    equal_weights,
    idle_weights,
    unused_gradients,
)
from tutor.programs.noticing.whole_columns import whole_columns_set
from tutor.programs.noticing.worst_epochs import worst_called_best
from tutor.programs.noticing.zero_velocities import zero_velocities
from tutor.programs.recorded import Recorded

RULES = (
    *(squares, sums_without_axis, wrong_axes),
    *(overflows, no_numbers, outgrown, whole_quotients, lost_fractions),
    *(answers_all_alike, classes_over_examples, shares_above_one, only_ones_counted),
    *(
        answers_of_another_kind,
        answers_of_hidden_layers,
        divided_by_another_size,
        compared_with_itself,
    ),
    *(predictions_in_other_units, divided_by_other_turns, divided_by_other_counts),
    *(measures_of_other_sets, cancelled_errors, divided_by_the_last_batch, overwritten_totals),
    *(entries_for_examples, whole_columns_set, differences_with_signs, determinations_astray),
    *(losses_by_other_sizes, means_by_other_counts),
    *(scores_of_other_counts, halved_f_scores, scores_that_changed_places, miscounted_cells),
    *(cells_counted_astray, overwritten_counts, tables_read_astray, smallest_for_largest),
    *(unasked_tests, short_zips, worst_called_best, correlated_with_itself),
    *(means_of_fewer_shares, totals_by_other_sizes),
    *(means_taken_twice, means_never_taken, uneven_means, sums_of_mean_losses),
    *(sums_over_units, biases_never_moved, like_units),
    *(rows_and_columns, unlike_axes, changed_arguments),
    *(floored_slopes, zero_scales, whole_steps),
    *(roots_never_taken, roots_of_sums, means_of_roots, misnamed_measures),
    *(misused_moments, uneven_weights, other_decays, folded_corrections, wrong_corrections),
    *(unraised_corrections, lost_histories, velocities_astray, lost_parameters),
    *(zero_velocities, velocities_anew, lost_steps, apart_gradients, stale_gradients),
    *(spent_iterators, uncalled),
    *(growing_rates, fading_rates, rates_soon_lost, compounding_rates, unused_rates, zero_rates),
    *(lost_brackets, unkept_results, stepped_twice, line_twice),
    *(counted_too_often, unused_corrections, averages_of_others, shared_states),
    *(odd_penalties, wrong_lookaheads, same_batches, first_part_alone, same_draws),
    *(copied_lines, clipped_astray, misjudged_bests, loops_that_end),
    *(unlike_velocities, added_momenta, rates_taken_twice),
    *(
        equal_weights,
        idle_weights,
        unused_gradients,
        early_updates,
        early_steps,
        piled_up_gradients,
    ),
    *(never_reset_gradients,),
    *(wrapped_classes, batches_astray, numbered_batches_astray, scaled_astray, scaled_as_one),
    *(
        two_permutations,
        shuffled_apart,
        swapped_alone,
        stale_indices,
        drawn_apart,
        left_as_they_were,
        scaled_with_the_test,
        rows_apart,
        changed_views,
    ),
    *(kept_without_copy, scaled_apart, scaled_twice, unscaled_queries, raw_tests, picked_apart),
    *(variance_for_spread, spread_of_another, reshaped_for_turned, overlapping_parts),
)


_COMES_OF = {
    "rate of 0": {"never changed"},
    "integer division": {"never changed"},
    "integer array": {"never changed"},
    "accidental square": {"share above 1", "size of another set"},
    "equal weights": {"never changed"},
    "one state for two": {"another average", "another mean's decay", "no square"},
    "another count": {"another score"},
    "table turned": {"another score"},
    "sum overwritten": {"size of the last batch"},
    "same batch": {"batches"},
    "size of another set": {"share above 1"},
    "another stepped twice": {"unused gradient"},
    "batches": {"number of something else"},
    "another average": {"another mean's decay", "no square"},
}
"""What is said of other lines, and only comes of a mistake that is found; NaN may come of any."""


def noticed(recorded: Recorded) -> list[Noticed]:
    """Return what is noticed, in the order of the run, each kind once a line."""
    found: dict[tuple[str, int], Noticed] = {}
    for rule in RULES:
        for each in GUARD.as_far_as(rule(recorded)):
            found.setdefault((each.kind, each.line), each)
    kinds = {kind for kind, _ in found}
    explained = {kind for each in kinds for kind in _COMES_OF.get(each, ())}
    told = (each for each in found.values() if each.kind not in explained)
    every = sorted(told, key=lambda each: each.event.number)
    return [each for each in every if each.kind != "NaN" or each is every[0]]
