// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/SoundParts.h"

#include <algorithm>
#include <array>

namespace signalbox::models {

namespace {

struct Section
{
    QLatin1String name;
    QLatin1String key; ///< by which its items are called
};
constexpr std::array sections{
    Section{QLatin1String("providers"), QLatin1String("id")},
    Section{QLatin1String("targets"), QLatin1String("id")},
    Section{QLatin1String("routes"), QLatin1String("name")},
    Section{QLatin1String("budgets"), QLatin1String("id")},
    Section{QLatin1String("clients"), QLatin1String("name")},
};

JsonMember *find(JsonValue &object, const QString &key)
{
    const auto found = std::ranges::find(object.members, key, &JsonMember::key);
    return found == object.members.end() ? nullptr : &*found;
}

} // namespace

SoundParts::SoundParts(const JsonValue &root, const QList<PolicyProblem> &problems)
    : m_root(root)
{
    if (!hasErrors(problems))
        return;
    m_copy = root;
    for (const PolicyProblem &problem : problems) {
        if (problem.severity == PolicyProblem::Severity::Error)
            takeOut(problem);
    }
}

void SoundParts::takeOut(const PolicyProblem &problem)
{
    const QString section = problem.path.section(u'/', 1, 1);
    const QString item = problem.path.section(u'/', 2, 2);
    JsonMember *member = find(*m_copy, section);
    if (!member)
        return; // taken out already, or never there
    const auto *known = std::ranges::find(sections, section, &Section::name);
    bool isItem = false;
    const qsizetype index = item.toLongLong(&isItem);
    isItem = isItem && known != sections.end() && index >= 0
        && index < static_cast<qsizetype>(member->value.items.size());
    if (!isItem) {
        m_broken.insert(u'/' + section);
        m_copy->members.erase(m_copy->members.begin() + (member - m_copy->members.data()));
        return;
    }
    const QString path = u'/' + section + u'/' + item;
    if (m_broken.contains(path))
        return;
    m_broken.insert(path);
    JsonValue &value = member->value.items[static_cast<std::size_t>(index)];
    JsonValue name;
    name.kind = JsonValue::Kind::Object;
    name.offset = value.offset;
    if (const JsonMember *named = find(value, known->key);
        named && named->value.kind == JsonValue::Kind::String)
        name.members.push_back(*named);
    value = std::move(name);
}

} // namespace signalbox::models
