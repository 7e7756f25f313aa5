// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/PredicateEdits.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace signalbox::models {

namespace {

using PartKind = Predicate::Kind;

Predicate *mutablePart(Predicate &whole, const PredicatePath &path)
{
    Predicate *part = &whole;
    for (const std::size_t place : path) {
        if (place >= part->parts.size())
            return nullptr;
        part = &part->parts[place];
    }
    return part;
}

PredicatePath parentOf(PredicatePath path)
{
    path.pop_back();
    return path;
}

PredicatePath below(PredicatePath path, std::size_t place)
{
    path.push_back(place);
    return path;
}

/// Where a further part goes: `not` has one part, and others join that one.
PredicatePath openGroup(Predicate &whole, PredicatePath path)
{
    Predicate *group = mutablePart(whole, path);
    if (group->kind != PartKind::Not || group->parts.empty())
        return path;
    path.push_back(0);
    Predicate &inner = group->parts.front();
    if (inner.kind == PartKind::Condition || inner.kind == PartKind::Not)
        inner = {.kind = PartKind::All, .parts = {Predicate(inner)}};
    return path;
}

} // namespace

const Predicate *partAt(const Predicate &whole, const PredicatePath &path)
{
    const Predicate *part = &whole;
    for (const std::size_t place : path) {
        if (place >= part->parts.size())
            return nullptr;
        part = &part->parts[place];
    }
    return part;
}

Predicate withPart(const Predicate &whole, const PredicatePath &path, const Predicate &part)
{
    Predicate edited = whole;
    if (Predicate *old = mutablePart(edited, path))
        *old = part;
    return edited;
}

EditedPredicate withNewPart(const Predicate &whole, const PredicatePath &path,
                            const Predicate &part)
{
    EditedPredicate edited{.whole = whole, .path = path};
    const Predicate *at = partAt(whole, path);
    if (!at)
        return edited;
    std::size_t place = at->parts.size();
    if (at->kind == PartKind::Condition && path.empty()) {
        edited.whole = {.kind = PartKind::All, .parts = {whole}};
        place = 1;
    } else if (at->kind == PartKind::Condition) {
        place = path.back() + 1;
        edited.path = parentOf(path);
    }
    const PredicatePath group = openGroup(edited.whole, edited.path);
    Predicate *parts = mutablePart(edited.whole, group);
    if (group != edited.path) // within a `not`
        place = parts->parts.size();
    parts->parts.insert(std::next(parts->parts.begin(), static_cast<std::ptrdiff_t>(place)), part);
    edited.path = below(group, place);
    return edited;
}

EditedPredicate withoutPart(const Predicate &whole, const PredicatePath &path)
{
    if (!partAt(whole, path))
        return {.whole = whole, .path = path};
    if (path.empty())
        return {};
    EditedPredicate edited{.whole = whole, .path = parentOf(path)};
    Predicate *group = mutablePart(edited.whole, edited.path);
    group->parts.erase(std::next(group->parts.begin(), static_cast<std::ptrdiff_t>(path.back())));
    if (group->kind == PartKind::Not)
        return withoutPart(edited.whole, edited.path);
    if (!group->parts.empty())
        edited.path.push_back(std::min(path.back(), group->parts.size() - 1));
    return edited;
}

EditedPredicate withGroup(const Predicate &whole, const PredicatePath &path, PartKind kind)
{
    const Predicate *part = partAt(whole, path);
    if (!part || kind == PartKind::Condition)
        return {.whole = whole, .path = path};
    return {.whole = withPart(whole, path, {.kind = kind, .parts = {*part}}),
            .path = below(path, 0)};
}

EditedPredicate withoutGroup(const Predicate &whole, const PredicatePath &path)
{
    const Predicate *found = partAt(whole, path);
    if (!found || found->kind == PartKind::Condition || found->parts.empty())
        return {.whole = whole, .path = path};
    const Predicate group = *found;
    if (group.parts.size() == 1)
        return {.whole = withPart(whole, path, group.parts.front()), .path = path};
    // Several parts fit only where there may be several.
    if (path.empty() || partAt(whole, parentOf(path))->kind == PartKind::Not)
        return {.whole = whole, .path = path};
    EditedPredicate edited{.whole = whole, .path = path};
    std::vector<Predicate> &parts = mutablePart(edited.whole, parentOf(path))->parts;
    const auto at = std::next(parts.begin(), static_cast<std::ptrdiff_t>(path.back()));
    parts.insert(parts.erase(at), group.parts.begin(), group.parts.end());
    return edited;
}

Predicate withJoin(const Predicate &whole, const PredicatePath &path, PartKind kind)
{
    const Predicate *group = partAt(whole, path);
    if (!group || group->kind == PartKind::Condition || kind == PartKind::Condition)
        return whole;
    Predicate joined{.kind = kind, .parts = group->parts};
    if (kind == PartKind::Not && joined.parts.size() != 1)
        joined.parts = {Predicate{.kind = group->kind, .parts = group->parts}};
    return withPart(whole, path, joined);
}

EditedPredicate withMove(const Predicate &whole, const PredicatePath &path, MovePart move)
{
    EditedPredicate edited{.whole = whole, .path = path};
    if (path.empty() || !partAt(whole, path))
        return edited;
    std::vector<Predicate> &parts = mutablePart(edited.whole, parentOf(path))->parts;
    const std::size_t place = path.back();
    const std::size_t goal = move == MovePart::Up ? place - 1 : place + 1; // 0 - 1 is past the end
    if (goal >= parts.size())
        return edited;
    std::swap(parts[place], parts[goal]);
    edited.path.back() = goal;
    return edited;
}

} // namespace signalbox::models
