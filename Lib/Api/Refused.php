<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use RuntimeException;

/**
 * The typed errors of docs/module-api.md: one HTTP status and code each. They never hold a value of the request.
 */
final class Refused extends RuntimeException
{
    private const KEY = 'module_seccheck_api_';
    private const PLAN_KEY = 'module_seccheck_plan_';
    /** Of refusals of plans; the others are 409. */
    private const PLAN_STATUS = [
        PlanRefused::OTHER_PERSON => 403,
        PlanRefused::OTHER_ADDRESS => 403,
        PlanRefused::OTHER_ASKER => 403,
        PlanRefused::NONCE => 403,
        PlanRefused::NO_PLAN => 404,
        PlanRefused::UNDO_DIFFERS => 422,
        PlanRefused::PARTS_MISSING => 422,
        PlanRefused::BOXES_MISSING => 422,
        PlanRefused::WEAK_PASSWORD => 422,
        PlanRefused::WRONG_PASSWORD => 403,
    ];

    private int $status;
    private string $error;
    /** @var array<string, string> */
    private array $values;
    /** @var array<string, string> */
    private array $headers;
    private string $says;

    /**
     * @param array<string, string> $values  for the text
     * @param array<string, string> $headers of the answer
     * @param string                $says    text, where the code has several
     */
    private function __construct(
        int $status,
        string $error,
        array $values = [],
        array $headers = [],
        string $says = ''
    ) {
        parent::__construct($error);
        $this->status = $status;
        $this->error = $error;
        $this->values = $values;
        $this->headers = $headers;
        $this->says = self::KEY . str_replace('-', '_', $says === '' ? $error : $says);
    }

    public static function notSignedIn(): self
    {
        return new self(401, 'not-signed-in');
    }

    public static function notAnAdmin(): self
    {
        return new self(403, 'not-an-admin');
    }

    public static function moduleDisabled(): self
    {
        return new self(403, 'module-disabled');
    }

    public static function noPerson(): self
    {
        return new self(403, 'no-person');
    }

    public static function wrongOrigin(): self
    {
        return new self(403, 'wrong-origin');
    }

    public static function noPageToken(): self
    {
        return new self(403, 'no-page-token');
    }

    /** New secrets are not shown over a connection that others can read along. */
    public static function plainHttp(): self
    {
        return new self(403, 'plain-http');
    }

    /** They are, where the person types that they want it. */
    public static function consentMissing(): self
    {
        return new self(403, 'consent-missing');
    }

    public static function sheetClosed(): self
    {
        return new self(409, 'sheet-closed');
    }

    /** The fix of 2024.1.114 is for that release alone, and not for a container. */
    public static function noPatch(): self
    {
        return new self(409, 'no-patch');
    }

    /** One is being had or run already. */
    public static function patchRunning(): self
    {
        return new self(409, 'patch-running');
    }

    /** Not the script that was looked at, or that was run. */
    public static function otherScript(): self
    {
        return new self(409, 'other-script');
    }

    /** Evidence is being collected, or lies there already. */
    public static function evidenceThere(): self
    {
        return new self(409, 'evidence-there');
    }

    /** There is none, or it cannot go on. */
    public static function noEvidence(): self
    {
        return new self(409, 'no-evidence');
    }

    /** It is for who asked for it. */
    public static function otherPersonsEvidence(): self
    {
        return new self(403, 'other-persons-evidence');
    }

    public static function unknownAction(): self
    {
        return new self(404, 'unknown-action');
    }

    /**
     * @param list<string> $methods that it has
     */
    public static function wrongMethod(array $methods): self
    {
        return new self(405, 'wrong-method', [], ['Allow' => implode(', ', $methods)]);
    }

    public static function nothingToCompare(): self
    {
        return new self(409, 'nothing-to-compare');
    }

    public static function tooMany(): self
    {
        return new self(409, 'too-many');
    }

    public static function tooLarge(): self
    {
        return new self(413, 'too-large');
    }

    /** Another type. */
    public static function notJson(): self
    {
        return new self(415, 'not-json');
    }

    /** The right type, and no JSON object in it. */
    public static function malformed(): self
    {
        return new self(400, 'not-json');
    }

    /**
     * @param string $field as the contract calls it: `checks[3].verdict`
     */
    public static function invalid(string $field): self
    {
        return new self(422, 'invalid', ['field' => $field]);
    }

    /** A field that the contract does not have: its name is the asker's and is not repeated. */
    public static function unknownField(): self
    {
        return new self(422, 'invalid', [], [], 'invalid-extra');
    }

    public static function tooManyTries(int $waitSeconds): self
    {
        $seconds = (string) $waitSeconds;
        return new self(429, 'too-many-tries', ['seconds' => $seconds], ['Retry-After' => $seconds]);
    }

    /** What a person wants of plans cannot be. */
    public static function plan(PlanRefused $refused): self
    {
        $code = $refused->reason();
        $new = new self(self::PLAN_STATUS[$code] ?? 409, $code);
        $new->says = self::PLAN_KEY . str_replace('-', '_', $code);
        return $new;
    }

    /** There is no room for what has to be kept. */
    public static function disk(): self
    {
        return new self(507, 'disk');
    }

    public static function broken(): self
    {
        return new self(500, 'broken');
    }

    public static function busy(): self
    {
        return new self(503, 'busy', [], ['Retry-After' => '1']);
    }

    public function status(): int
    {
        return $this->status;
    }

    /**
     * Code of docs/module-api.md.
     */
    public function error(): string
    {
        return $this->error;
    }

    /**
     * Key of its text (port Words).
     */
    public function says(): string
    {
        return $this->says;
    }

    /**
     * @return array<string, string>
     */
    public function values(): array
    {
        return $this->values;
    }

    /**
     * @return array<string, string>
     */
    public function headers(): array
    {
        return $this->headers;
    }
}
