// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PromptVariables.h"
#include "models/policy/checks/ConditionChecks.h"
#include "models/policy/checks/NodeChecks.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace signalbox::models {

namespace {

// What a request is about, which is not a parameter of it.
constexpr std::array reservedFields{
    QLatin1String("model"),    QLatin1String("stream"), QLatin1String("messages"),
    QLatin1String("contents"), QLatin1String("input"),  QLatin1String("prompt"),
};
// Where dialects keep their system prompt.
constexpr std::array systemFields{
    QLatin1String("system"),
    QLatin1String("instructions"),
    QLatin1String("systemInstruction"),
    QLatin1String("system_instruction"),
};

class TransformCheck
{
public:
    TransformCheck(const JsonPlace &place, const NodeContext &context)
        : m_place(place)
        , m_problems(context.problems)
    {}

    void run(const TransformNode &node)
    {
        if (node.edits.empty() && node.system.text.isEmpty() && node.variant.isEmpty())
            m_problems.warning(m_place, QStringLiteral("This node changes nothing."),
                               QStringLiteral("Give it \"set\", \"remove\" or \"system\"."));
        checkPaths();
        checkVariables();
    }

private:
    void checkPaths()
    {
        QSet<QString> set;
        if (const JsonPlace values = m_place.member(QStringLiteral("set"))) {
            for (const JsonMember &member : values->members) {
                checkPath(values.member(member), member.key);
                set.insert(member.key);
            }
        }
        const JsonPlace removed = m_place.member(QStringLiteral("remove"));
        for (std::size_t i = 0; i < removed.count(); ++i) {
            const JsonPlace path = removed.item(i);
            checkPath(path, path.text());
            if (set.contains(path.text()))
                m_problems.error(path,
                                 QStringLiteral("%1 is set and removed.").arg(quoted(path.text())),
                                 QStringLiteral("Keep one of the two."));
        }
    }

    void checkPath(const JsonPlace &place, const QString &path)
    {
        const QString field = path.section(u'.', 0, 0);
        const auto isField = [&field](QLatin1String name) { return field == name; };
        if (path.split(u'.').contains(QString()))
            m_problems.error(place, QStringLiteral("%1 is no path of fields.").arg(quoted(path)),
                             QStringLiteral("Fields are joined by single dots: "
                                            "generationConfig.topK."));
        else if (std::ranges::any_of(reservedFields, isField))
            m_problems.error(
                place,
                QStringLiteral("A transform may not change the field %1.").arg(quoted(field)),
                field == QLatin1String("model")
                    ? QStringLiteral("Which model serves is for target nodes and "
                                     "pools to say.")
                    : QString());
        else if (std::ranges::any_of(systemFields, isField))
            m_problems.warning(place,
                               QStringLiteral("%1 is where only some dialects have the system "
                                              "prompt.")
                                   .arg(quoted(field)),
                               QStringLiteral("\"system\" of this node works for all of them."));
    }

    void checkVariables()
    {
        const JsonPlace variables = m_place.member(QStringLiteral("variables"));
        const JsonPlace system = m_place.member(QStringLiteral("system"));
        const JsonPlace text = system.member(QStringLiteral("text"));
        QStringList defined;
        if (variables) {
            for (const JsonMember &member : variables->members)
                defined.append(member.key);
        }
        QSet<QString> used;
        const QStringList names = text ? variablesIn(text.text()) : QStringList();
        for (const QString &name : names) {
            if (!defined.contains(name) && !used.contains(name))
                m_problems.error(text, QStringLiteral("There is no variable %1.").arg(quoted(name)),
                                 hintFor(name, defined));
            used.insert(name);
        }
        if (!variables)
            return;
        for (const JsonMember &member : variables->members) {
            const JsonPlace place = variables.member(member);
            if (member.value.kind == JsonValue::Kind::String)
                checkSignal(place, m_problems);
            if (!used.contains(member.key))
                m_problems.warning(
                    place, QStringLiteral("Nothing uses the variable %1.").arg(quoted(member.key)),
                    QStringLiteral("Write {{%1}} into the text of \"system\".").arg(member.key));
        }
    }

    [[nodiscard]] QString hintFor(const QString &name, const QStringList &defined) const
    {
        const QString nearest = m_problems.suggestion(name, defined);
        return nearest.isEmpty() ? QStringLiteral("Give it under \"variables\"; {{{{ stands for "
                                                  "two brackets.")
                                 : nearest;
    }

    const JsonPlace &m_place;
    ProblemList &m_problems;
};

} // namespace

void checkTransformNode(const JsonPlace &place, const TransformNode &node,
                        const NodeContext &context)
{
    TransformCheck(place, context).run(node);
}

} // namespace signalbox::models
