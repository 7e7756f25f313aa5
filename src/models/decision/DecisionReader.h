// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/DecisionTree.h"

class QJsonObject;

namespace signalbox::models {

/// Reads the parts of a decision. Notes what has another shape than it should, and goes on.
class DecisionReader
{
public:
    void readInto(const QJsonObject &object, DecisionTree &tree);
    /// Something was left out because it could not be read.
    [[nodiscard]] bool hasLeftOut() const { return m_hasLeftOut; }

private:
    DecisionStep step(const QJsonObject &object);
    DecisionCondition condition(const QJsonObject &object, int depth);
    std::vector<DecisionCondition> conditions(const QJsonValue &value, int depth);
    std::vector<DecisionRow> rows(const QJsonValue &value);
    DecisionCandidate candidate(const QJsonObject &object);
    DecisionLimit limit(const QJsonObject &object);
    std::vector<std::pair<QString, QString>> losses(const QJsonValue &value);
    DecisionAttempt attempt(const QJsonObject &object);

    QString text(const QJsonObject &object, const char *key);
    std::optional<bool> flag(const QJsonObject &object, const char *key);
    std::optional<double> number(const QJsonObject &object, const char *key);
    int integer(const QJsonObject &object, const char *key, int otherwise);
    /// Calls \a read with every object in the array of that name.
    template<typename Read>
    void forEach(const QJsonValue &value, Read read);

    bool m_hasLeftOut = false;
};

} // namespace signalbox::models
