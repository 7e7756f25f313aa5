// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace signalbox::tests {

/// One request in each dialect, with all that a survey looks for.
struct SurveySample
{
    const char *name;
    routing::Endpoint endpoint;
    const char *body;
    const char *counts; ///< messages turns tools images documents
    const char *flags; ///< t tool turn, j JSON, s schema, r reasoning
    double limit; ///< -1: none
    const char *system;
    const char *first;
    const char *last;
};

inline constexpr routing::Endpoint chat{models::ClientDialect::OpenAiChat,
                                        routing::Operation::Generate};
inline constexpr routing::Endpoint responses{models::ClientDialect::OpenAiResponses,
                                             routing::Operation::Generate};
inline constexpr routing::Endpoint anthropic{models::ClientDialect::Anthropic,
                                             routing::Operation::Generate};
inline constexpr routing::Endpoint gemini{models::ClientDialect::Gemini,
                                          routing::Operation::Generate};
inline constexpr routing::Endpoint ollama{models::ClientDialect::Ollama,
                                          routing::Operation::Generate};

// NOLINTBEGIN(bugprone-suspicious-missing-comma): texts over several lines
inline const std::array surveySamples{
    SurveySample{
        "chat", chat,
        "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
        "{\"content\":[{\"text\":\"Look\\n\\\"here\\\"\",\"type\":\"text\"},{\"type\":\"image_"
        "url\","
        "\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}],\"role\":\"user\"},"
        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":"
        "\"function\","
        "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
        "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"result\"},"
        "{\"role\":\"assistant\",\"content\":\"Done\"},"
        "{\"role\":\"user\",\"content\":\"Thanks, \\u00e9!\"}],"
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"max_completion_"
        "tokens\":100,"
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}},\"reasoning_effort\":"
        "\"high\"}",
        "5 2 1 1 0", "jsr", 100, "Be brief.", "Look\n\"here\"", "Thanks, \xC3\xA9!"},
    SurveySample{
        "chat tool turn", chat,
        "{\"messages\":[{\"role\":\"user\",\"content\":\"Go\"},{\"role\":\"assistant\",\"tool_"
        "calls\":[]},"
        "{\"role\":\"tool\",\"content\":\"a\"},{\"role\":\"tool\",\"content\":\"b\"}],"
        "\"reasoning_effort\":\"none\","
        "\"response_format\":{\"type\":\"text\"}}",
        "4 1 0 0 0", "t", -1, "", "Go", "Go"},
    SurveySample{
        "chat files", chat,
        "{\"messages\":[{\"role\":\"developer\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},"
        "{\"type\":\"text\",\"text\":\"two\"}]},{\"role\":\"user\",\"content\":[{\"type\":\"file\","
        "\"file\":{\"file_data\":\"x\"}},{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"x\"}"
        "}]}]}",
        "1 1 0 0 2", "", -1, "one\ntwo", "", ""},
    SurveySample{
        "responses text", responses,
        "{\"input\":\"Hello\",\"instructions\":\"Sys\",\"max_output_tokens\":9,"
        "\"text\":{\"format\":{\"type\":\"json_object\"}},\"reasoning\":{\"effort\":\"low\"}}",
        "1 1 0 0 0", "jr", 9, "Sys", "Hello", "Hello"},
    SurveySample{
        "responses items", responses,
        "{\"input\":[{\"type\":\"message\",\"role\":\"developer\",\"content\":\"dev\"},"
        "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"Q\"},"
        "{\"type\":\"input_image\",\"image_url\":\"data:\"},{\"type\":\"input_file\",\"file_"
        "data\":\"data:\"}]},"
        "{\"type\":\"reasoning\",\"summary\":[]},"
        "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\","
        "\"text\":\"A\"}]},"
        "{\"type\":\"function_call\",\"call_id\":\"1\",\"name\":\"f\",\"arguments\":\"{}\"},"
        "{\"type\":\"function_call\",\"call_id\":\"2\",\"name\":\"f\",\"arguments\":\"{}\"},"
        "{\"type\":\"function_call_output\",\"call_id\":\"1\",\"output\":\"r\"}],"
        "\"tools\":[{\"type\":\"web_search\"},{\"type\":\"function\",\"name\":\"f\"}],"
        "\"reasoning\":{\"effort\":\"none\"}}",
        "3 1 2 1 1", "t", -1, "dev", "Q", "Q"},
    SurveySample{"embeddings",
                 {models::ClientDialect::OpenAiEmbeddings, routing::Operation::Embed},
                 "{\"input\":[\"one\",\"two\"],\"model\":\"e\"}",
                 "0 0 0 0 0",
                 "",
                 -1,
                 "",
                 "one\ntwo",
                 "one\ntwo"},
    SurveySample{"embedded tokens",
                 {models::ClientDialect::OpenAiEmbeddings, routing::Operation::Embed},
                 "{\"input\":[[1,2],[3]]}",
                 "0 0 0 0 0",
                 "",
                 -1,
                 "",
                 "",
                 ""},
    SurveySample{
        "anthropic", anthropic,
        "{\"system\":[{\"type\":\"text\",\"text\":\"S1\"},{\"type\":\"text\",\"text\":\"S2\"}],"
        "\"max_tokens\":4096,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},"
        "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"<system-"
        "reminder>x</system-reminder>\"},"
        "{\"type\":\"text\",\"text\":\"Fix "
        "it\"},{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"data\":\"x\"}}]},"
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\","
        "\"signature\":\"s\"},"
        "{\"type\":\"tool_use\",\"id\":\"1\",\"name\":\"f\",\"input\":{\"a\":1}}]},"
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"1\","
        "\"content\":[{\"type\":\"text\","
        "\"text\":\"out\"},{\"type\":\"image\",\"source\":{}}]},{\"type\":\"text\",\"text\":\"<"
        "system-reminder>y</system-reminder>\"}]}],"
        "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],"
        "\"output_config\":{\"format\":{\"type\":\"json_schema\"}}}",
        "3 1 1 1 1", "tjsr", 4096, "S1\nS2", "Fix it", "Fix it"},
    SurveySample{
        "anthropic, result and text", anthropic,
        "{\"messages\":[{\"role\":\"user\",\"content\":\"A\"},{\"role\":\"assistant\","
        "\"content\":\"B\"},"
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"content\":\"r\"},{\"type\":"
        "\"text\",\"text\":\"Stop\"}]}],"
        "\"thinking\":{\"type\":\"disabled\"}}",
        "3 2 0 0 0", "t", -1, "", "A", "Stop"},
    SurveySample{
        "gemini", gemini,
        "{\"systemInstruction\":{\"parts\":[{\"text\":\"Sys\"}]},\"contents\":[{\"role\":"
        "\"user\",\"parts\":[{\"text\":\"One\"},"
        "{\"inlineData\":{\"mimeType\":\"image/"
        "png\",\"data\":\"x\"}},{\"fileData\":{\"mimeType\":\"application/"
        "pdf\",\"fileUri\":\"u\"}}]},"
        "{\"role\":\"model\",\"parts\":[{\"text\":\"hm\",\"thought\":true},{\"functionCall\":{"
        "\"name\":\"f\",\"args\":{}}}]},"
        "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"f\",\"response\":{"
        "\"text\":\"no\"}}}]}],"
        "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"},{\"name\":\"g\"}]},{"
        "\"googleSearch\":{}}],"
        "\"generationConfig\":{\"maxOutputTokens\":50,\"responseMimeType\":\"application/"
        "json\",\"thinkingConfig\":{\"thinkingBudget\":-1}}}",
        "3 1 3 1 1", "tjr", 50, "Sys", "One", "One"},
    SurveySample{"gemini, snake case", gemini,
                 "{\"system_instruction\":\"Sys\",\"contents\":{\"parts\":{\"text\":\"One\"}},"
                 "\"generation_config\":{\"max_output_tokens\":5,"
                 "\"thinking_config\":{\"thinking_budget\":0,\"include_thoughts\":true}}}",
                 "1 1 0 0 0", "", 5, "Sys", "One", "One"},
    SurveySample{
        "gemini counts a wrapped request",
        {models::ClientDialect::Gemini, routing::Operation::CountTokens},
        "{\"generateContentRequest\":{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":"
        "\"Hi\"}]}]}}",
        "1 1 0 0 0",
        "",
        -1,
        "",
        "Hi",
        "Hi"},
    SurveySample{
        "gemini embeds a batch",
        {models::ClientDialect::Gemini, routing::Operation::Embed},
        "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},{\"content\":{\"parts\":[{"
        "\"text\":\"b\"}]}}]}",
        "0 0 0 0 0",
        "",
        -1,
        "",
        "a",
        "b"},
    SurveySample{
        "ollama", ollama,
        "{\"messages\":[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":"
        "\"What is it?\","
        "\"images\":[\"AAA\",\"BBB\"]}],\"format\":\"json\",\"think\":true,\"options\":{\"num_"
        "predict\":20}}",
        "1 1 0 2 0", "jr", 20, "S", "What is it?", "What is it?"},
    SurveySample{"ollama generate",
                 {models::ClientDialect::Ollama, routing::Operation::Complete},
                 "{\"prompt\":\"Once\",\"system\":\"S\",\"images\":[\"AAA\"],\"format\":{\"type\":"
                 "\"object\"},"
                 "\"think\":false,\"options\":{\"num_predict\":-1}}",
                 "0 0 0 1 0",
                 "js",
                 -1,
                 "S",
                 "Once",
                 "Once"},
};
// NOLINTEND(bugprone-suspicious-missing-comma)

inline const SurveySample &surveySample(const char *name)
{
    return *std::ranges::find_if(surveySamples, [name](const SurveySample &one) {
        return std::string_view(one.name) == name;
    });
}

} // namespace signalbox::tests
