// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/ChangeWords.h"

#include "ui/decision/DecisionWords.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <array>

namespace signalbox::ui {

using models::FieldChange;
using models::PolicyChange;

namespace {

struct ChangeWords
{
    Q_DECLARE_TR_FUNCTIONS(ChangeWords)
};

struct Word
{
    QLatin1String key;
    const char *text;
};

constexpr std::array fieldWords{
    Word{QLatin1String("kind"), QT_TRANSLATE_NOOP("ChangeWords", "Kind")},
    Word{QLatin1String("label"), QT_TRANSLATE_NOOP("ChangeWords", "Name")},
    Word{QLatin1String("muted"), QT_TRANSLATE_NOOP("ChangeWords", "Muted")},
    Word{QLatin1String("start"), QT_TRANSLATE_NOOP("ChangeWords", "Start")},
    Word{QLatin1String("when"), QT_TRANSLATE_NOOP("ChangeWords", "Condition")},
    Word{QLatin1String("then"), QT_TRANSLATE_NOOP("ChangeWords", "Then")},
    Word{QLatin1String("else"), QT_TRANSLATE_NOOP("ChangeWords", "Else")},
    Word{QLatin1String("within"), QT_TRANSLATE_NOOP("ChangeWords", "Within the limit")},
    Word{QLatin1String("over"), QT_TRANSLATE_NOOP("ChangeWords", "Over the limit")},
    Word{QLatin1String("node"), QT_TRANSLATE_NOOP("ChangeWords", "Next")},
    Word{QLatin1String("target"), QT_TRANSLATE_NOOP("ChangeWords", "Target")},
    Word{QLatin1String("model"), QT_TRANSLATE_NOOP("ChangeWords", "Model")},
    Word{QLatin1String("provider"), QT_TRANSLATE_NOOP("ChangeWords", "Provider")},
    Word{QLatin1String("route"), QT_TRANSLATE_NOOP("ChangeWords", "Route")},
    Word{QLatin1String("on"), QT_TRANSLATE_NOOP("ChangeWords", "After")},
    Word{QLatin1String("hit"), QT_TRANSLATE_NOOP("ChangeWords", "Which rows")},
    Word{QLatin1String("columns"), QT_TRANSLATE_NOOP("ChangeWords", "Columns")},
    Word{QLatin1String("rows"), QT_TRANSLATE_NOOP("ChangeWords", "Rows")},
    Word{QLatin1String("is"), QT_TRANSLATE_NOOP("ChangeWords", "Values")},
    Word{QLatin1String("priority"), QT_TRANSLATE_NOOP("ChangeWords", "Priority")},
    Word{QLatin1String("cases"), QT_TRANSLATE_NOOP("ChangeWords", "Cases")},
    Word{QLatin1String("steps"), QT_TRANSLATE_NOOP("ChangeWords", "Steps")},
    Word{QLatin1String("arms"), QT_TRANSLATE_NOOP("ChangeWords", "Arms")},
    Word{QLatin1String("percent"), QT_TRANSLATE_NOOP("ChangeWords", "Share in percent")},
    Word{QLatin1String("unit"), QT_TRANSLATE_NOOP("ChangeWords", "Unit")},
    Word{QLatin1String("strategy"), QT_TRANSLATE_NOOP("ChangeWords", "Strategy")},
    Word{QLatin1String("members"), QT_TRANSLATE_NOOP("ChangeWords", "Members")},
    Word{QLatin1String("weight"), QT_TRANSLATE_NOOP("ChangeWords", "Weight")},
    Word{QLatin1String("limits"), QT_TRANSLATE_NOOP("ChangeWords", "Limits")},
    Word{QLatin1String("measure"), QT_TRANSLATE_NOOP("ChangeWords", "Measure")},
    Word{QLatin1String("percentile"), QT_TRANSLATE_NOOP("ChangeWords", "Percentile")},
    Word{QLatin1String("at_most"), QT_TRANSLATE_NOOP("ChangeWords", "At most")},
    Word{QLatin1String("at_least"), QT_TRANSLATE_NOOP("ChangeWords", "At least")},
    Word{QLatin1String("hard"), QT_TRANSLATE_NOOP("ChangeWords", "Excludes")},
    Word{QLatin1String("samples"), QT_TRANSLATE_NOOP("ChangeWords", "Least measurements")},
    Word{QLatin1String("on_none"), QT_TRANSLATE_NOOP("ChangeWords", "When none qualifies")},
    Word{QLatin1String("exploration"), QT_TRANSLATE_NOOP("ChangeWords", "Explored share")},
    Word{QLatin1String("affinity"), QT_TRANSLATE_NOOP("ChangeWords", "Affinity")},
    Word{QLatin1String("keep_min"), QT_TRANSLATE_NOOP("ChangeWords", "Kept for, minutes")},
    Word{QLatin1String("switch_gain"), QT_TRANSLATE_NOOP("ChangeWords", "Gain needed to leave")},
    Word{QLatin1String("slow"), QT_TRANSLATE_NOOP("ChangeWords", "Slow answers")},
    Word{QLatin1String("action"), QT_TRANSLATE_NOOP("ChangeWords", "Action")},
    Word{QLatin1String("after_ms"), QT_TRANSLATE_NOOP("ChangeWords", "After, ms")},
    Word{QLatin1String("budget"), QT_TRANSLATE_NOOP("ChangeWords", "Budget")},
    Word{QLatin1String("usd"), QT_TRANSLATE_NOOP("ChangeWords", "US dollars")},
    Word{QLatin1String("period"), QT_TRANSLATE_NOOP("ChangeWords", "Period")},
    Word{QLatin1String("on_limit"), QT_TRANSLATE_NOOP("ChangeWords", "At the limit")},
    Word{QLatin1String("reserve"), QT_TRANSLATE_NOOP("ChangeWords", "Set aside")},
    Word{QLatin1String("per_client"), QT_TRANSLATE_NOOP("ChangeWords", "For each client")},
    Word{QLatin1String("per"), QT_TRANSLATE_NOOP("ChangeWords", "Counted for each")},
    Word{QLatin1String("requests"), QT_TRANSLATE_NOOP("ChangeWords", "Requests")},
    Word{QLatin1String("tokens"), QT_TRANSLATE_NOOP("ChangeWords", "Tokens")},
    Word{QLatin1String("concurrent"), QT_TRANSLATE_NOOP("ChangeWords", "At once")},
    Word{QLatin1String("window_s"), QT_TRANSLATE_NOOP("ChangeWords", "Window, seconds")},
    Word{QLatin1String("keep_s"), QT_TRANSLATE_NOOP("ChangeWords", "Kept for, seconds")},
    Word{QLatin1String("set"), QT_TRANSLATE_NOOP("ChangeWords", "Set")},
    Word{QLatin1String("remove"), QT_TRANSLATE_NOOP("ChangeWords", "Remove")},
    Word{QLatin1String("system"), QT_TRANSLATE_NOOP("ChangeWords", "System prompt")},
    Word{QLatin1String("variables"), QT_TRANSLATE_NOOP("ChangeWords", "Variables")},
    Word{QLatin1String("variant"), QT_TRANSLATE_NOOP("ChangeWords", "Variant")},
    Word{QLatin1String("status"), QT_TRANSLATE_NOOP("ChangeWords", "Status")},
    Word{QLatin1String("message"), QT_TRANSLATE_NOOP("ChangeWords", "Message")},
    Word{QLatin1String("text"), QT_TRANSLATE_NOOP("ChangeWords", "Text")},
    Word{QLatin1String("targets"), QT_TRANSLATE_NOOP("ChangeWords", "Targets")},
    Word{QLatin1String("providers"), QT_TRANSLATE_NOOP("ChangeWords", "Providers")},
    Word{QLatin1String("budgets"), QT_TRANSLATE_NOOP("ChangeWords", "Budgets")},
    Word{QLatin1String("clients"), QT_TRANSLATE_NOOP("ChangeWords", "Client keys")},
    Word{QLatin1String("retry"), QT_TRANSLATE_NOOP("ChangeWords", "Retries")},
    Word{QLatin1String("breaker"), QT_TRANSLATE_NOOP("ChangeWords", "Breakers")},
    Word{QLatin1String("capture"), QT_TRANSLATE_NOOP("ChangeWords", "Capture")},
};

/// A key of the policy for people; as it is written where it has no words of its own.
QString keyText(const QString &key)
{
    const auto *const found =
        std::ranges::find_if(fieldWords, [&key](const Word &word) { return key == word.key; });
    return found == fieldWords.end() ? key : ChangeWords::tr(found->text);
}

QString entryText(const QString &list, int number)
{
    if (list == QLatin1String("rows"))
        return ChangeWords::tr("Row %1").arg(number);
    if (list == QLatin1String("when")) // of a row
        return ChangeWords::tr("Cell %1").arg(number);
    if (list == QLatin1String("cases"))
        return ChangeWords::tr("Case %1").arg(number);
    if (list == QLatin1String("steps"))
        return ChangeWords::tr("Step %1").arg(number);
    if (list == QLatin1String("limits"))
        return ChangeWords::tr("Limit %1").arg(number);
    return ChangeWords::tr("%1 %2").arg(keyText(list), QLocale().toString(number));
}

QString valueText(const QJsonValue &value);

QString predicateText(const QJsonObject &predicate)
{
    for (const bool isAll : {true, false}) {
        const QJsonValue parts = predicate.value(isAll ? u"all" : u"any");
        if (!parts.isArray())
            continue;
        QStringList texts;
        for (const QJsonValue &part : parts.toArray())
            texts.append(predicateText(part.toObject()));
        const QString joined = texts.join(QLatin1String("; "));
        return isAll ? ChangeWords::tr("all of (%1)").arg(joined)
                     : ChangeWords::tr("any of (%1)").arg(joined);
    }
    if (const QJsonValue part = predicate.value(u"not"); part.isObject())
        return ChangeWords::tr("not (%1)").arg(predicateText(part.toObject()));
    return signalText(predicate.value(u"signal").toString()) + u' '
        + comparisonText(predicate.value(u"op").toString(), predicate.value(u"value"));
}

QString objectText(const QJsonObject &object)
{
    if (object.contains(u"signal") || object.contains(u"all") || object.contains(u"any")
        || object.contains(u"not"))
        return predicateText(object);
    QStringList parts;
    for (auto field = object.begin(); field != object.end(); ++field)
        parts.append(ChangeWords::tr("%1: %2").arg(keyText(field.key()), valueText(field.value())));
    return parts.join(QLatin1String(", "));
}

QString valueText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Object:
        return objectText(value.toObject());
    case QJsonValue::Array: {
        QStringList parts;
        for (const QJsonValue &entry : value.toArray())
            parts.append(valueText(entry));
        return parts.join(QLatin1String(", "));
    }
    case QJsonValue::Null: // a cell of a table
        return ChangeWords::tr("anything");
    case QJsonValue::Bool:
        return value.toBool() ? ChangeWords::tr("yes") : ChangeWords::tr("no");
    case QJsonValue::Double:
        return QLocale().toString(value.toDouble(), 'f', QLocale::FloatingPointShortest);
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

} // namespace

QString changeText(const PolicyChange &change)
{
    using Kind = PolicyChange::Kind;
    switch (change.part) {
    case PolicyChange::Part::Route:
        if (change.kind == Kind::Renamed)
            return ChangeWords::tr("Route %1 renamed to %2").arg(change.before, change.route);
        return change.kind == Kind::Added  ? ChangeWords::tr("Route %1 added").arg(change.route)
            : change.kind == Kind::Removed ? ChangeWords::tr("Route %1 removed").arg(change.route)
                                           : ChangeWords::tr("Route %1 changed").arg(change.route);
    case PolicyChange::Part::Node:
        if (change.kind == Kind::Renamed)
            return ChangeWords::tr("Node %1 renamed to %2").arg(change.before, change.node);
        return change.kind == Kind::Added  ? ChangeWords::tr("Node %1 added").arg(change.node)
            : change.kind == Kind::Removed ? ChangeWords::tr("Node %1 removed").arg(change.node)
                                           : ChangeWords::tr("Node %1 changed").arg(change.node);
    case PolicyChange::Part::Layout:
        return ChangeWords::tr("Nodes drawn elsewhere: serves as before");
    case PolicyChange::Part::Other:
        break;
    }
    return ChangeWords::tr("%1 changed").arg(keyText(change.field));
}

QString fieldText(const FieldChange &field)
{
    QStringList words;
    QStringList names = field.names;
    QString list; // that the next number is a place in
    for (const QString &token : field.path.split(u'/', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const int place = token.toInt(&isNumber);
        if (!isNumber) {
            words.append(keyText(token));
            list = token;
            continue;
        }
        const QString name = names.isEmpty() ? QString() : names.takeFirst();
        const QString entry = name.isEmpty() ? entryText(list, place + 1) : name;
        // "gpt" says more than "Members › gpt".
        if (words.isEmpty())
            words.append(entry);
        else
            words.last() = entry;
    }
    if (field.isOrder)
        words.append(ChangeWords::tr("Order"));
    //: Between the name of a thing and the name of a part of it.
    return words.join(ChangeWords::tr(" › "));
}

QString changedValueText(const QString &json)
{
    if (json.isEmpty())
        return ChangeWords::tr("none");
    const QByteArray list = "[" + json.toUtf8() + "]";
    return valueText(QJsonDocument::fromJson(list).array().first());
}

} // namespace signalbox::ui
