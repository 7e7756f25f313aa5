// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/catalog/MatchRule.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <memory>
#include <vector>

namespace signalbox::models {

/// What a model may be able to do.
enum class Ability : quint8 {
    Tools,
    JsonSchema, ///< its answers can be made to follow a schema
    Reasoning,
    Images,
    Documents, ///< PDF
    Embeddings,
};
constexpr std::size_t abilityCount = 6;

/// What is known of a model. Unknown is not the same as no.
struct ModelFacts
{
    enum class Answer : quint8 { Unknown, No, Yes };

    std::array<Answer, abilityCount> abilities{};
    qint64 contextWindow = -1; ///< tokens, -1 unknown
    qint64 maxOutput = -1; ///< tokens, -1 unknown

    [[nodiscard]] Answer can(Ability ability) const
    {
        return abilities[static_cast<std::size_t>(ability)];
    }
    /// What holds whichever of the two serves: both must be able, the smaller limit counts.
    [[nodiscard]] ModelFacts both(const ModelFacts &other) const;

    bool operator==(const ModelFacts &) const = default;
};

/// What models can do by their names, const once it is made: one serves all threads.
class ModelTable
{
public:
    struct Row
    {
        MatchRule match;
        ModelFacts facts;
    };

    /// The table that comes with Signalbox; reading it holds up the first call.
    static std::shared_ptr<const ModelTable> shipped();
    /// A file in the format of resources/models/README.md.
    static Result<std::shared_ptr<const ModelTable>, MatchRuleError>
    fromJson(const QByteArray &json);

    explicit ModelTable(std::vector<Row> rows)
        : m_rows(std::move(rows))
    {}

    /// All unknown for a model of no row.
    [[nodiscard]] ModelFacts find(const QString &model) const;

private:
    std::vector<Row> m_rows;
};

} // namespace signalbox::models
