// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "routing/signals/CompiledCondition.h"

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace signalbox::tests {

inline models::TableCell cell(models::Comparison comparison, QList<models::SignalValue> values)
{
    return {.isAny = false, .comparison = comparison, .values = std::move(values)};
}

inline models::TableCell is(models::SignalValue value)
{
    return cell(models::Comparison::Equal, {std::move(value)});
}

inline models::SignalValue text(const char *words)
{
    return QString::fromUtf8(words);
}

/// A signal whose values can all be tried.
struct SmallSignal
{
    QString name{};
    QList<models::SignalValue> values{}; ///< that can occur
    QList<models::SignalValue> constants{}; ///< that cells compare with
    bool isOrdered = false;
};

inline std::vector<SmallSignal> smallSignals()
{
    SmallSignal weekday{.name = QStringLiteral("weekday"), .isOrdered = true};
    for (int day = 1; day <= 7; ++day)
        weekday.values.append(double(day));
    weekday.constants = {1.0, 2.0, 3.0, 3.5, 5.0, 6.0, 7.0};
    SmallSignal complexity{.name = QStringLiteral("complexity"), .isOrdered = true};
    for (int i = 0; i <= 8; ++i)
        complexity.values.append(i / 8.0);
    complexity.constants = {0.0, 0.25, 0.5, 0.75, 1.0};
    const SmallSignal stream{
        .name = QStringLiteral("stream"), .values = {true, false}, .constants = {true, false}};
    const SmallSignal operation{
        .name = QStringLiteral("operation"),
        .values = {text("generate"), text("embed"), text("count_tokens")},
        .constants = {text("generate"), text("embed"), text("count_tokens")}};
    const SmallSignal header{
        .name = QStringLiteral("header.x-team"),
        .values = {models::SignalValue(), text("red"), text("blue"), text("other")},
        .constants = {text("red"), text("blue")}};
    return {weekday, complexity, stream, operation, header};
}

/// Tables over such signals, the same for the same seed.
class RandomTables
{
public:
    explicit RandomTables(quint32 seed)
        : m_random(seed)
    {}

    models::TableNode next(const std::vector<SmallSignal> &columns, models::TableNode::Hit hit)
    {
        models::TableNode node{.hit = hit};
        for (const SmallSignal &column : columns)
            node.columns.push_back(*models::SignalName::fromString(column.name));
        const int rows = below(9) + 1;
        for (int i = 0; i < rows; ++i) {
            models::TableRow row{.node = QString::number(below(2))};
            for (const SmallSignal &column : columns)
                row.cells.push_back(randomCell(column));
            node.rows.push_back(std::move(row));
        }
        return node;
    }

    int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(m_random); }

private:
    models::TableCell randomCell(const SmallSignal &column)
    {
        if (below(3) == 0)
            return {};
        QList<models::Comparison> comparisons{
            models::Comparison::Equal, models::Comparison::NotEqual, models::Comparison::In,
            models::Comparison::NotIn, models::Comparison::Exists};
        if (column.isOrdered)
            comparisons += {models::Comparison::Below, models::Comparison::AtMost,
                            models::Comparison::Above, models::Comparison::AtLeast,
                            models::Comparison::Below, models::Comparison::AtLeast};
        const models::Comparison comparison =
            comparisons[below(static_cast<int>(comparisons.size()))];
        if (comparison == models::Comparison::Exists)
            return cell(comparison, {below(2) == 0});
        const auto any = [&] {
            return column.constants[below(static_cast<int>(column.constants.size()))];
        };
        if (comparison == models::Comparison::In || comparison == models::Comparison::NotIn)
            return cell(comparison, {any(), any()});
        return cell(comparison, {any()});
    }

    std::mt19937 m_random;
};

/// What trying every combination of values says.
struct Tried
{
    std::vector<bool> isReached; ///< rows that are the first to hold for something
    std::vector<bool> canHold;
    std::vector<int> firstOverlap; ///< the first row before that holds for the same; -1: none
    bool hasGap = false;
};

/// Tries every combination of the values of a table's columns.
class Trial
{
public:
    Trial(const models::TableNode &node, const std::vector<SmallSignal> &columns)
        : m_columns(columns)
    {
        for (const models::TableRow &row : node.rows) {
            std::vector<std::optional<routing::CompiledCondition>> &cells = m_rows.emplace_back();
            for (const models::TableCell &one : row.cells) {
                if (one.isAny)
                    cells.emplace_back();
                else
                    cells.emplace_back(routing::CompiledCondition(one.comparison, one.values));
            }
        }
    }

    Tried run()
    {
        m_tried.isReached.assign(m_rows.size(), false);
        m_tried.canHold.assign(m_rows.size(), false);
        m_tried.firstOverlap.assign(m_rows.size(), -1);
        std::vector<routing::CompiledCondition::Constant> values(m_columns.size());
        tryFrom(0, values);
        return m_tried;
    }

private:
    void tryFrom(std::size_t column, std::vector<routing::CompiledCondition::Constant> &values)
    {
        if (column == m_columns.size()) {
            tryOne(values);
            return;
        }
        for (const models::SignalValue &value : m_columns[column].values) {
            values[column] = routing::CompiledCondition::constantOf(value);
            tryFrom(column + 1, values);
        }
    }

    static routing::SignalReading reading(const routing::CompiledCondition::Constant &value)
    {
        if (const auto *flag = std::get_if<bool>(&value))
            return *flag;
        if (const auto *number = std::get_if<double>(&value))
            return *number;
        if (const auto *words = std::get_if<std::string>(&value))
            return std::string_view(*words);
        return {};
    }

    void tryOne(const std::vector<routing::CompiledCondition::Constant> &values)
    {
        std::vector<std::size_t> held;
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            bool holds = true;
            for (std::size_t i = 0; i < values.size(); ++i)
                holds = holds && (!m_rows[row][i] || m_rows[row][i]->holds(reading(values[i])));
            if (holds)
                held.push_back(row);
        }
        if (held.empty()) {
            m_tried.hasGap = true;
            return;
        }
        m_tried.isReached[held.front()] = true;
        for (const std::size_t row : held) {
            m_tried.canHold[row] = true;
            int &first = m_tried.firstOverlap[row];
            const int before = static_cast<int>(held.front());
            if (row != held.front() && (first < 0 || before < first))
                first = before;
        }
    }

    const std::vector<SmallSignal> &m_columns;
    std::vector<std::vector<std::optional<routing::CompiledCondition>>> m_rows;
    Tried m_tried;
};

} // namespace signalbox::tests
