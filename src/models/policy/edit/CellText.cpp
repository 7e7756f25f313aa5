// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/CellText.h"

#include "models/policy/JsonTree.h"
#include "models/policy/PolicyNames.h"
#include "models/policy/PredicateBuilder.h"
#include "models/policy/edit/ConditionText.h"

#include <algorithm>
#include <array>
#include <optional>

namespace signalbox::models {

namespace {

struct CellSign
{
    QLatin1String sign;
    Comparison comparison;
};

/// What may stand before the values: a longer sign before what it begins with. The first of each
/// comparison is the one that is written.
constexpr std::array signsOfCells{
    CellSign{QLatin1String("=="), Comparison::Equal},
    CellSign{QLatin1String("="), Comparison::Equal},
    CellSign{QLatin1String("!="), Comparison::NotEqual},
    CellSign{QLatin1String("<="), Comparison::AtMost},
    CellSign{QLatin1String("<"), Comparison::Below},
    CellSign{QLatin1String(">="), Comparison::AtLeast},
    CellSign{QLatin1String(">"), Comparison::Above},
    CellSign{QLatin1String("in"), Comparison::In},
    CellSign{QLatin1String("not in"), Comparison::NotIn},
    CellSign{QLatin1String("not_in"), Comparison::NotIn},
    CellSign{QLatin1String("glob"), Comparison::Glob},
    CellSign{QLatin1String("regex"), Comparison::Regex},
    CellSign{QLatin1String("contains"), Comparison::Contains},
    CellSign{QLatin1String("starts with"), Comparison::StartsWith},
    CellSign{QLatin1String("starts_with"), Comparison::StartsWith},
};

bool isWord(QLatin1String sign)
{
    return QChar(sign.front()).isLetter();
}

const CellSign *signOf(const QString &text)
{
    const auto *found = std::ranges::find_if(signsOfCells, [&text](const CellSign &one) {
        if (!text.startsWith(one.sign))
            return false;
        // "internal" is a value, "in ternal" is not.
        return !isWord(one.sign) || text.size() == one.sign.size()
            || text.at(one.sign.size()).isSpace();
    });
    return found == signsOfCells.end() ? nullptr : found;
}

bool isAnyText(const QString &text)
{
    return text.isEmpty() || text == QLatin1String("any") || text == QLatin1String("*")
        || text == QLatin1String("-");
}

std::optional<bool> existence(const QString &text)
{
    if (text == QLatin1String("exists"))
        return true;
    if (text == QLatin1String("missing"))
        return false;
    return std::nullopt;
}

/// Whether a value that is written so would be read as something else.
bool readsOtherwise(const QString &text)
{
    return isAnyText(text) || existence(text) || signOf(text) || text.startsWith(u'{')
        || text.startsWith(u'[');
}

bool isScalar(const JsonValue &value)
{
    return value.kind != JsonValue::Kind::Object && value.kind != JsonValue::Kind::Array
        && value.kind != JsonValue::Kind::Null;
}

bool isList(const JsonValue &value)
{
    return value.kind == JsonValue::Kind::Array && std::ranges::all_of(value.items, isScalar);
}

Result<TableCell, QString> readJsonCell(const QString &text)
{
    const JsonTree tree = JsonTree::parse("{\"cell\":" + text.toUtf8() + "}");
    if (!tree.root())
        return Failure{QStringLiteral("This is no JSON.")};
    const JsonValue &cell = *tree.root()->member(u"cell");
    if (isList(cell))
        return buildTableCell(cell);
    const JsonValue *name = cell.member(u"op");
    const JsonValue *value = cell.member(u"value");
    const auto comparison = name ? valueOf(comparisonNames, name->text) : std::nullopt;
    const bool isSound = comparison && value
        && (takesList(*comparison) ? isList(*value) : isScalar(*value))
        && (*comparison != Comparison::Exists || value->kind == JsonValue::Kind::Boolean);
    if (!isSound)
        return Failure{QStringLiteral("A cell as JSON is a list of values, or has “op” and "
                                      "“value”.")};
    return buildTableCell(cell);
}

} // namespace

QString cellText(const TableCell &cell, const SignalName &column)
{
    if (cell.isAny)
        return QStringLiteral("any");
    if (cell.comparison == Comparison::Exists) {
        const bool isThere = cell.values.isEmpty() || cell.values.first() != SignalValue(false);
        return isThere ? QStringLiteral("exists") : QStringLiteral("missing");
    }
    const QString values = valuesText(cell.values, column, cell.comparison);
    const bool isList = cell.comparison == Comparison::In && cell.values.size() > 1;
    const bool isOne = cell.comparison == Comparison::Equal && !values.contains(u',');
    if ((isList || isOne) && !readsOtherwise(values))
        return values;
    const auto *sign = std::ranges::find(signsOfCells, cell.comparison, &CellSign::comparison);
    return QStringLiteral("%1 %2").arg(sign->sign, values).trimmed();
}

Result<TableCell, QString> readCell(const QString &text, const SignalName &column)
{
    const QString written = text.trimmed();
    if (isAnyText(written))
        return TableCell{};
    if (written.startsWith(u'{') || written.startsWith(u'['))
        return readJsonCell(written);
    TableCell cell{.isAny = false};
    if (const auto isThere = existence(written)) {
        cell.comparison = Comparison::Exists;
        cell.values = {SignalValue(*isThere)};
        return cell;
    }
    const CellSign *sign = signOf(written);
    cell.comparison = sign ? sign->comparison : Comparison::In;
    auto values =
        readValues(sign ? written.mid(sign->sign.size()) : written, column, cell.comparison);
    if (!values)
        return Failure{values.error()};
    cell.values = values.takeValue();
    if (!sign && cell.values.size() == 1)
        cell.comparison = Comparison::Equal;
    return cell;
}

} // namespace signalbox::models
