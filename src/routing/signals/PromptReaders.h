// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <string_view>

namespace signalbox::routing {

/// What readers of prompts may look at. Views of one request.
struct PromptView
{
    std::string_view lastText; ///< UTF-8, what the user said last
    std::string_view systemText;
    int turns = 0;
    int tools = 0;
    int images = 0;
    int documents = 0;
    bool wantsJson = false;
    bool wantsReasoning = false;
    qint64 textBytes = 0; ///< of the whole conversation
};

// Each reader is asked at most once in a request, on the proxy thread, and answers within a
// millisecond. They are interfaces because learned ones take the place of rules.

class TaskTypeClassifier
{
public:
    TaskTypeClassifier() = default;
    virtual ~TaskTypeClassifier() = default;
    Q_DISABLE_COPY_MOVE(TaskTypeClassifier)

    /// One of models::taskTypeNames(); the text lives forever.
    [[nodiscard]] virtual std::string_view classify(const PromptView &prompt) const = 0;
};

class ComplexityEstimator
{
public:
    ComplexityEstimator() = default;
    virtual ~ComplexityEstimator() = default;
    Q_DISABLE_COPY_MOVE(ComplexityEstimator)

    /// 0 trivial .. 1 hard.
    [[nodiscard]] virtual double estimate(const PromptView &prompt) const = 0;
};

class SentimentReader
{
public:
    SentimentReader() = default;
    virtual ~SentimentReader() = default;
    Q_DISABLE_COPY_MOVE(SentimentReader)

    /// -1 bad .. 1 good.
    [[nodiscard]] virtual double sentiment(std::string_view utf8) const = 0;
    /// How much \a utf8 sounds like somebody who did not get what was asked for: 0 .. 1.
    [[nodiscard]] virtual double dissatisfaction(std::string_view utf8) const = 0;
};

class LanguageDetector
{
public:
    LanguageDetector() = default;
    virtual ~LanguageDetector() = default;
    Q_DISABLE_COPY_MOVE(LanguageDetector)

    /// ISO 639-1; empty when it cannot tell. The text lives forever.
    [[nodiscard]] virtual std::string_view detect(std::string_view utf8) const = 0;
};

/// The readers that a RequestSignals asks. They must outlive it; none is null.
struct PromptReaders
{
    const TaskTypeClassifier *taskType = nullptr;
    const ComplexityEstimator *complexity = nullptr;
    const SentimentReader *sentiment = nullptr;
    const LanguageDetector *language = nullptr;

    /// By rules and word lists that ship with the program.
    static const PromptReaders &byRules();
};

} // namespace signalbox::routing
