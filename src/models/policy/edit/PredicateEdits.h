// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Predicate.h"

#include <cstddef>
#include <vector>

namespace signalbox::models {

// Edits of a predicate as an editor makes them: pure functions from the whole that was to the whole
// that is to be. A path that leads nowhere changes nothing. Groups are what has parts: all, any and
// not; `not` of several parts becomes `not` of all of them.

/// Places of parts, from the whole down; empty for the whole.
using PredicatePath = std::vector<std::size_t>;

/// Null when there is none.
[[nodiscard]] const Predicate *partAt(const Predicate &whole, const PredicatePath &path);
/// The whole with \a part in the place of the one at \a path.
[[nodiscard]] Predicate withPart(const Predicate &whole, const PredicatePath &path,
                                 const Predicate &part);

/// A predicate and where to find in it what has been edited.
struct EditedPredicate
{
    Predicate whole{};
    PredicatePath path{};

    bool operator==(const EditedPredicate &) const = default;
};

/// Adds \a part at the end of the group at \a path, or behind the condition there; a condition that
/// is the whole becomes one of two of which all have to hold.
[[nodiscard]] EditedPredicate withNewPart(const Predicate &whole, const PredicatePath &path,
                                          const Predicate &part);
/// Takes the part at \a path out, and a `not` that has none then; the whole becomes one that always
/// holds. `path` is that of the part that moves up, or of the group.
[[nodiscard]] EditedPredicate withoutPart(const Predicate &whole, const PredicatePath &path);
/// Puts the part at \a path into a new group of \a kind, and `path` into the group.
[[nodiscard]] EditedPredicate withGroup(const Predicate &whole, const PredicatePath &path,
                                        Predicate::Kind kind);
/// Puts the parts of the group at \a path in its place; the whole gives way only to a single part.
[[nodiscard]] EditedPredicate withoutGroup(const Predicate &whole, const PredicatePath &path);
/// Makes the group at \a path one of \a kind.
[[nodiscard]] Predicate withJoin(const Predicate &whole, const PredicatePath &path,
                                 Predicate::Kind kind);
enum class MovePart { Up = -1, Down = 1 };
/// Moves the part at \a path among its like; the first one stays first, the last one last.
[[nodiscard]] EditedPredicate withMove(const Predicate &whole, const PredicatePath &path,
                                       MovePart move);

} // namespace signalbox::models
