package lockproof.report;

import lockproof.rule.Severity;

/**
 * What listings and reports say about a rule.
 *
 * @param id as in messages, settings and marks
 * @param severity where nobody has said otherwise
 * @param summary one sentence
 */
public record RuleInfo(String id, Severity severity, String summary) {}
