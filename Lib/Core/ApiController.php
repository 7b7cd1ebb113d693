<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Phalcon\Mvc\Controller;
use Throwable;

/**
 * The module's API inside Core's: turns its request into ours and our answer into bytes. Runs as the web server's user,
 * after Core authenticated.
 */
class ApiController extends Controller
{
    public function answer(string $resource, string $verb = ''): void
    {
        $log = new Syslog();
        try {
            $request = self::request($verb === '' ? $resource : "$resource/$verb");
            $answer = (new Composition())->api()->answer($request, Identity::of($this->request));
        } catch (Throwable $broken) {
            // Core would switch the module off, and show where it broke to whoever asked.
            $log->trouble('API: ' . get_class($broken));
            $answer = Answer::json(500, ['result' => false, 'error' => ['code' => 'broken', 'message' => 'broken']]);
        }
        self::send($answer);
    }

    private static function request(string $resource): Request
    {
        $length = $_SERVER['CONTENT_LENGTH'] ?? '';
        $method = $_SERVER['REQUEST_METHOD'] ?? '';
        return new Request(
            is_string($method) ? $method : '',
            $resource,
            $_GET,
            self::headers(),
            (string) file_get_contents('php://input', false, null, 0, Request::MOST_BYTES + 1),
            is_numeric($length) ? (int) $length : null,
            ($_SERVER['HTTPS'] ?? '') === 'on' ? 'https' : 'http'
        );
    }

    /**
     * @return array<string, string>
     */
    private static function headers(): array
    {
        $headers = [];
        foreach ($_SERVER as $name => $value) {
            if (is_string($value) && strpos((string) $name, 'HTTP_') === 0) {
                $headers[str_replace('_', '-', substr((string) $name, 5))] = $value;
            }
        }
        $type = $_SERVER['CONTENT_TYPE'] ?? '';
        return ['content-type' => is_string($type) ? $type : ''] + $headers;
    }

    /**
     * Core's own response would take the JSON apart to add a field of its own: with thousands of accounts that costs more
     * than reading them, and the ETag would be of other bytes.
     */
    private static function send(Answer $answer): void
    {
        http_response_code($answer->status());
        foreach ($answer->headers() as $name => $value) {
            header("$name: $value");
        }
        echo $answer->body();
        exit;
    }
}
