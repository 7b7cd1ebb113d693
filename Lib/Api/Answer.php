<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

/**
 * What is said back. Always JSON, or without a body; nobody may keep, sniff or frame it.
 */
final class Answer
{
    private const HEADERS = [
        'Cache-Control' => 'no-store',
        'X-Content-Type-Options' => 'nosniff',
        'X-Frame-Options' => 'DENY',
        'Content-Security-Policy' => "default-src 'none'; frame-ancestors 'none'",
    ];

    private int $status;
    private string $body;
    /** @var array<string, string> */
    private array $headers;

    /**
     * @param string                $body    JSON; '' for none
     * @param array<string, string> $headers besides those that every answer has
     */
    public function __construct(int $status, string $body, array $headers = [])
    {
        $this->status = $status;
        $this->body = $body;
        $type = $body === '' ? [] : ['Content-Type' => 'application/json'];
        $this->headers = $type + self::HEADERS + $headers;
    }

    /**
     * @param mixed                 $data
     * @param array<string, string> $headers
     */
    public static function json(int $status, $data, array $headers = []): self
    {
        return new self($status, Json::text($data), $headers);
    }

    public function status(): int
    {
        return $this->status;
    }

    /**
     * @return array<string, string>
     */
    public function headers(): array
    {
        return $this->headers;
    }

    public function body(): string
    {
        return $this->body;
    }
}
