// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/ModelFacts.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <algorithm>

// Outside of any namespace, as the macro asks. A static library's resources are linked only when
// something names them.
static void initializeModelResource()
{
    Q_INIT_RESOURCE(models);
}

namespace signalbox::models {

namespace {

Q_LOGGING_CATEGORY(lcModels, "signalbox.models")

using Answer = ModelFacts::Answer;
using LoadedTable = Result<std::shared_ptr<const ModelTable>, MatchRuleError>;

constexpr int tableVersion = 1;
constexpr std::array abilityKeys{
    QLatin1String("tools"),  QLatin1String("json_schema"), QLatin1String("reasoning"),
    QLatin1String("images"), QLatin1String("documents"),   QLatin1String("embeddings"),
};
static_assert(abilityKeys.size() == abilityCount);

Answer answerOf(const QJsonValue &value)
{
    if (!value.isBool())
        return Answer::Unknown;
    return value.toBool() ? Answer::Yes : Answer::No;
}

qint64 smaller(qint64 left, qint64 right)
{
    return left < 0 || right < 0 ? -1 : std::min(left, right);
}

std::shared_ptr<const ModelTable> readShippedModels()
{
    initializeModelResource();
    QFile file(QStringLiteral(":/models/models.json"));
    if (file.open(QIODevice::ReadOnly)) {
        auto table = ModelTable::fromJson(file.readAll());
        if (table)
            return table.takeValue();
        qCCritical(lcModels, "The table of models is broken at %s: %s",
                   qPrintable(table.error().where), qPrintable(table.error().what));
    }
    return std::make_shared<const ModelTable>(std::vector<ModelTable::Row>());
}

} // namespace

ModelFacts ModelFacts::both(const ModelFacts &other) const
{
    ModelFacts facts;
    for (std::size_t i = 0; i < abilityCount; ++i) {
        if (abilities[i] == Answer::No || other.abilities[i] == Answer::No)
            facts.abilities[i] = Answer::No;
        else if (abilities[i] == Answer::Yes && other.abilities[i] == Answer::Yes)
            facts.abilities[i] = Answer::Yes;
    }
    facts.contextWindow = smaller(contextWindow, other.contextWindow);
    facts.maxOutput = smaller(maxOutput, other.maxOutput);
    return facts;
}

std::shared_ptr<const ModelTable> ModelTable::shipped()
{
    static const std::shared_ptr<const ModelTable> table = readShippedModels();
    return table;
}

LoadedTable ModelTable::fromJson(const QByteArray &json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    if (root.value(QLatin1String("signalbox_models")).toInt() != tableVersion)
        return Failure{
            MatchRuleError{.where = QStringLiteral("signalbox_models"),
                           .what = QStringLiteral("1 is expected: this is no table of models")}};
    std::vector<Row> rows;
    const QJsonArray models = root.value(QLatin1String("models")).toArray();
    for (qsizetype i = 0; i < models.size(); ++i) {
        const QJsonObject model = models.at(i).toObject();
        auto rule = readMatchRule(model.value(QLatin1String("match")),
                                  QStringLiteral("models[%1].match").arg(i));
        if (!rule)
            return Failure{rule.error()};
        Row row{.match = rule.takeValue(), .facts = {}};
        for (std::size_t ability = 0; ability < abilityCount; ++ability)
            row.facts.abilities[ability] = answerOf(model.value(abilityKeys[ability]));
        row.facts.maxOutput = model.value(QLatin1String("max_output")).toInteger(-1);
        rows.push_back(std::move(row));
    }
    return std::make_shared<const ModelTable>(std::move(rows));
}

ModelFacts ModelTable::find(const QString &model) const
{
    const QString whole = model.toLower();
    const QString name = whole.mid(whole.lastIndexOf(QLatin1Char('/')) + 1);
    const auto found = std::ranges::find_if(m_rows, [&](const Row &row) {
        return row.match.matches(name) || (name != whole && row.match.matches(whole));
    });
    return found == m_rows.end() ? ModelFacts() : found->facts;
}

} // namespace signalbox::models
