<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

/**
 * What was asked, without Core.
 */
final class Request
{
    /** A body that is longer is refused unread: whoever makes the request need not read more than one byte beyond. */
    public const MOST_BYTES = 65536;
    /** A plan may name two thousand accounts. */
    public const MOST_BYTES_OF_PLANS = 1048576;
    /** A script of two megabytes, as JSON. */
    public const MOST_BYTES_OF_SCRIPTS = 4259840;
    private const PLANS = 'plans';
    private const SCRIPTS = 'patch/fetch';

    /** Beginnings of names, or whole ones. */
    private const FORWARDING = '/\A(?:x-forwarded(?:-|\z)|forwarded\z|x-real-ip\z|via\z|x-client-ip\z|true-client-ip\z|cf-)/';
    private const BROWSER = '/\A(?:origin\z|referer\z|sec-fetch-|sec-ch-|cookie\z)/';
    private const HOST = '/\A[A-Za-z0-9._:\[\]-]{1,255}\z/';

    private string $method;
    private string $resource;
    /** @var array<mixed> */
    private array $query;
    /** @var array<string> */
    private array $headers;
    private string $body;
    private ?int $declaredLength;
    private string $scheme;

    /**
     * @param string                $resource       path below the base: `facts`, `attestations/withdraw`
     * @param array<mixed>          $query          as PHP parses it: texts, or arrays that nobody asked for
     * @param array<string, string> $headers        by name; the case does not matter
     * @param string                $body           as it came
     * @param int|null              $declaredLength Content-Length; null: none was sent
     * @param string                $scheme         `http` or `https`: of the connection to this PBX
     */
    public function __construct(
        string $method,
        string $resource,
        array $query = [],
        array $headers = [],
        string $body = '',
        ?int $declaredLength = null,
        string $scheme = 'https'
    ) {
        $this->method = $method;
        $this->resource = $resource;
        $this->query = $query;
        $this->headers = array_change_key_case($headers, CASE_LOWER);
        $this->body = $body;
        $this->declaredLength = $declaredLength;
        $this->scheme = $scheme;
    }

    public function method(): string
    {
        return $this->method;
    }

    public function resource(): string
    {
        return $this->resource;
    }

    /**
     * null: not asked, or empty.
     *
     * @throws Refused when it is no text
     */
    public function query(string $name): ?string
    {
        $value = $this->query[$name] ?? '';
        if (!is_string($value)) {
            throw Refused::invalid($name);
        }
        return $value === '' ? null : $value;
    }

    /**
     * @param string $name in lower case
     *
     * @return string|null null: not sent, or empty
     */
    public function header(string $name): ?string
    {
        $value = $this->headers[$name] ?? '';
        return $value === '' ? null : $value;
    }

    /**
     * Somebody in between says so. Nobody believes the address that they name.
     */
    public function isForwarded(): bool
    {
        return $this->hasHeaderLike(self::FORWARDING);
    }

    /**
     * A browser asks, for some page.
     */
    public function isOfBrowser(): bool
    {
        return $this->hasHeaderLike(self::BROWSER);
    }

    /**
     * Nobody on the way reads along, as far as can be told from here: this connection is encrypted, and so is the page that asks.
     */
    public function isEncrypted(): bool
    {
        return $this->scheme === 'https' && strpos(strtolower($this->header('origin') ?? ''), 'http://') !== 0;
    }

    /**
     * @param string $pattern of a name in lower case
     */
    private function hasHeaderLike(string $pattern): bool
    {
        return preg_grep($pattern, array_map('strval', array_keys($this->headers))) !== [];
    }

    public function body(): string
    {
        return $this->body;
    }

    /**
     * The larger of what was announced and what came.
     */
    public function bytes(): int
    {
        return max($this->declaredLength ?? 0, strlen($this->body));
    }

    public function isTooLarge(): bool
    {
        return $this->bytes() > self::mostBytes($this->resource);
    }

    /**
     * Of a body.
     *
     * @return positive-int
     */
    public static function mostBytes(string $resource): int
    {
        switch ($resource) {
            case self::PLANS:
                return self::MOST_BYTES_OF_PLANS;
            case self::SCRIPTS:
                return self::MOST_BYTES_OF_SCRIPTS;
            default:
                return self::MOST_BYTES;
        }
    }

    /**
     * This PBX as the asker calls it; '' where the Host header is none.
     */
    public function address(): string
    {
        $host = $this->header('host') ?? '';
        return preg_match(self::HOST, $host) === 1 ? $this->scheme . '://' . $host : '';
    }

    /**
     * Bodies hold passwords, headers hold sessions.
     *
     * @return array<string, string>
     */
    public function __debugInfo(): array
    {
        return ['method' => $this->method, 'resource' => $this->resource];
    }
}
