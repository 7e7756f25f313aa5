// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/DraftRebase.h"

#include <algorithm>
#include <utility>

namespace signalbox::models {

namespace {

using Part = DraftConflict::Part;

/// One kind of part at a time.
class Rebase
{
public:
    explicit Rebase(const DraftVersions &versions)
        : m_versions(versions)
        , m_result{.policy = versions.served}
    {}

    /// The list \a items of the policy, whose members are told apart by \a name.
    template<typename Item>
    void list(Part part, QList<Item> Policy::*items, QString Item::*name)
    {
        const auto find = [items, name](const Policy &policy, const QString &wanted) {
            const QList<Item> &all = policy.*items;
            const auto found = std::ranges::find(all, wanted, name);
            return found == all.end() ? nullptr : &*found;
        };
        QList<Item> &merged = m_result.policy.*items;
        merged.clear();
        for (const Item &item : m_versions.draft.*items) {
            const Item *before = find(m_versions.before, item.*name);
            const Item *served = find(m_versions.served, item.*name);
            if (isSame(before, &item)) {
                if (served) // not edited here
                    merged.append(*served);
                continue;
            }
            if (!isSame(before, served) && !isSame(served, &item))
                m_result.conflicts.append({.part = part, .name = item.*name});
            merged.append(item);
        }
        for (const Item &item : m_versions.served.*items) {
            if (find(m_versions.draft, item.*name))
                continue;
            const Item *before = find(m_versions.before, item.*name);
            if (!before)
                merged.append(item); // new there
            else if (*before != item) // taken out here, changed there
                m_result.conflicts.append({.part = part, .name = item.*name});
        }
    }

    template<typename Settings>
    void settings(Part part, Settings Policy::*settings)
    {
        const Settings &before = m_versions.before.*settings;
        const Settings &served = m_versions.served.*settings;
        const Settings &draft = m_versions.draft.*settings;
        if (draft == before)
            return; // not edited here
        if (served != before && served != draft)
            m_result.conflicts.append({.part = part});
        m_result.policy.*settings = draft;
    }

    [[nodiscard]] RebasedDraft take() { return std::move(m_result); }

private:
    template<typename Item>
    static bool isSame(const Item *left, const Item *right)
    {
        return left && right ? *left == *right : left == right;
    }

    const DraftVersions &m_versions;
    RebasedDraft m_result;
};

} // namespace

RebasedDraft rebasedDraft(const DraftVersions &versions)
{
    Rebase rebase(versions);
    rebase.settings(Part::Listen, &Policy::listen);
    rebase.list(Part::Provider, &Policy::providers, &Provider::id);
    rebase.list(Part::Target, &Policy::targets, &Target::id);
    rebase.list(Part::Route, &Policy::routes, &Route::name);
    rebase.list(Part::Budget, &Policy::budgets, &Budget::id);
    rebase.list(Part::Client, &Policy::clients, &ClientKey::name);
    rebase.settings(Part::Retry, &Policy::retry);
    rebase.settings(Part::Breaker, &Policy::breaker);
    rebase.settings(Part::Capture, &Policy::capture);
    rebase.settings(Part::Limits, &Policy::limits);
    return rebase.take();
}

} // namespace signalbox::models
